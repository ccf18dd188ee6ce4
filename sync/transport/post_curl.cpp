#include <utility>

#include "sync/transport/curl_transfer.h"
#include "sync/transport/post.h"

namespace syncing {
namespace {

class CurlPost final : public PendingPost {
public:
    CurlPost(CURLM* multi, const std::string& address, const std::string& json, const HttpOptions& options,
             Environment& environment)
        : multi_(multi), transfer_(address, json, options, environment) {
        curl_multi_add_handle(multi_, transfer_.handle());
    }
    ~CurlPost() override { curl_multi_remove_handle(multi_, transfer_.handle()); }
    CurlPost(const CurlPost&) = delete;
    CurlPost& operator=(const CurlPost&) = delete;

    [[nodiscard]] bool go_on() override {
        int running = 0;
        curl_multi_perform(multi_, &running);
        int waiting = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
            if (message->msg != CURLMSG_DONE || message->easy_handle != transfer_.handle()) continue;
            answer_ = transfer_.finish(message->data.result);
            has_ended_ = true;
        }
        return has_ended_;
    }
    [[nodiscard]] Result<PostAnswer> take() override { return std::move(answer_); }

private:
    CURLM* multi_;
    PostTransfer transfer_;
    bool has_ended_ = false;
    Result<PostAnswer> answer_ = Error{Code::unavailable, "given up"};
};

class CurlPoster final : public Poster {
public:
    CurlPoster(std::string address, HttpOptions options, Environment& environment)
        : address_(std::move(address)), options_(std::move(options)), environment_(environment) {
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, 1L);
    }
    ~CurlPoster() override { curl_multi_cleanup(multi_); }
    CurlPoster(const CurlPoster&) = delete;
    CurlPoster& operator=(const CurlPoster&) = delete;

    [[nodiscard]] std::unique_ptr<PendingPost> begin(const std::string& json) override {
        return std::make_unique<CurlPost>(multi_, address_, json, options_, environment_);
    }
    [[nodiscard]] const std::string& address() const override { return address_; }

private:
    std::string address_;
    HttpOptions options_;
    Environment& environment_;
    CURLM* multi_ = curl_multi_init();
};

}  // namespace

Result<std::unique_ptr<Poster>> open_poster(const std::string& address, const HttpOptions& options,
                                            Environment& environment) {
    if (!is_server_address(address) || address.find('#') != std::string::npos) {
        return Error{Code::bad_input, address + ": expected an address like https://host/api/report"};
    }
    return std::unique_ptr<Poster>(std::make_unique<CurlPoster>(address, options, environment));
}

}  // namespace syncing
