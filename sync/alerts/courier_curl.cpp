#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "content/base/files.h"
#include "content/base/text.h"
#include "sync/alerts/courier.h"

namespace alerts {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;

constexpr long connect_ms = 10'000;
constexpr long whole_ms = 30'000;              // a mail server may look the sender up first
constexpr std::size_t max_answer = 64 * 1024;  // of a webhook; nobody reads it
constexpr std::size_t max_password = 4096;

/// One request, with what all of them have.
class Request {
public:
    explicit Request(const std::function<bool()>& is_stopping) : handle_(curl_easy_init()), is_stopping_(is_stopping) {
        set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
        set(CURLOPT_TIMEOUT_MS, whole_ms);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_QUICK_EXIT, 1L);
        set(CURLOPT_ERRORBUFFER, words_.data());
        set(CURLOPT_WRITEFUNCTION, &Request::on_body);
        set(CURLOPT_WRITEDATA, static_cast<void*>(this));
        set(CURLOPT_XFERINFOFUNCTION, &Request::on_progress);
        set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_USERAGENT, "kiosk-hub");
    }
    ~Request() {
        curl_easy_cleanup(handle_);
        for (curl_slist* list : {headers_, recipients_})
            curl_slist_free_all(list);
    }
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;

    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(handle_, option, value);
    }
    void add_header(const std::string& line) { headers_ = curl_slist_append(headers_, line.c_str()); }
    void add_recipient(const std::string& address) { recipients_ = curl_slist_append(recipients_, address.c_str()); }
    void set_upload(std::string bytes) {
        upload_ = std::move(bytes);
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, &Request::on_upload);
        set(CURLOPT_READDATA, static_cast<void*>(this));
    }
    CURLcode run() {
        if (headers_ != nullptr) set(CURLOPT_HTTPHEADER, headers_);
        if (recipients_ != nullptr) set(CURLOPT_MAIL_RCPT, recipients_);
        return curl_easy_perform(handle_);
    }
    [[nodiscard]] long status() const {
        long status = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        return status;
    }
    [[nodiscard]] std::string words_of(CURLcode done) const {
        return words_.front() != '\0' ? std::string(words_.data()) : std::string(curl_easy_strerror(done));
    }
    [[nodiscard]] CURL* handle() const { return handle_; }

private:
    static std::size_t on_body(const char* /*data*/, std::size_t size, std::size_t count, void* self) {
        auto& request = *static_cast<Request*>(self);
        request.received_ += size * count;
        return request.received_ <= max_answer ? size * count : 0;
    }
    static std::size_t on_upload(char* data, std::size_t size, std::size_t count, void* self) {
        auto& request = *static_cast<Request*>(self);
        const auto part = std::string_view(request.upload_).substr(request.uploaded_, size * count);
        std::ranges::copy(part, data);
        request.uploaded_ += part.size();
        return part.size();
    }
    static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        const auto& request = *static_cast<const Request*>(self);
        return request.is_stopping_ && request.is_stopping_() ? 1 : 0;
    }

    CURL* handle_;
    const std::function<bool()>& is_stopping_;
    curl_slist* headers_ = nullptr;
    curl_slist* recipients_ = nullptr;
    std::string upload_{};
    std::size_t uploaded_ = 0;
    std::size_t received_ = 0;
    std::array<char, CURL_ERROR_SIZE> words_{};
};

/// libcurl's "Expire date": "2026-06-14 12:00:00 GMT", of OpenSSL "Jun 14 12:00:00 2026 GMT".
std::optional<Instant> expiry_of(CURL* handle) {
    curl_certinfo* chain = nullptr;
    if (curl_easy_getinfo(handle, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr || chain->num_of_certs < 1)
        return std::nullopt;
    constexpr std::string_view name = "Expire date:";
    for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
        const std::string_view text = line->data;
        if (!text.starts_with(name)) continue;
        const std::string date(content::trim(text.substr(name.size())));
        const auto seconds = curl_getdate(date.c_str(), nullptr);
        if (seconds > 0) return Instant(std::chrono::seconds(seconds));
    }
    return std::nullopt;
}

class CurlPostOffice final : public PostOffice {
public:
    CurlPostOffice(AlertSettings settings, std::string password, std::function<bool()> is_stopping)
        : settings_(std::move(settings)), password_(std::move(password)), is_stopping_(std::move(is_stopping)) {}

    [[nodiscard]] Status send(const Mail& mail) override {
        Request request(is_stopping_);
        request.set(CURLOPT_URL, settings_.server.c_str());
        request.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        // A password or a name that is sent in clear is everybody's.
        request.set(CURLOPT_USE_SSL,
                    is_on_this_machine(settings_.server) ? long{CURLUSESSL_TRY} : long{CURLUSESSL_ALL});
        trust(request);
        if (!settings_.user.empty()) {
            request.set(CURLOPT_USERNAME, settings_.user.c_str());
            request.set(CURLOPT_PASSWORD, password_.c_str());
        }
        // One address that is wrong leaves the others of a team untold of it.
        request.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
        const std::string from = "<" + mail.from + ">";
        request.set(CURLOPT_MAIL_FROM, from.c_str());
        for (const std::string& one : mail.to)
            request.add_recipient("<" + one + ">");
        request.set_upload(mail_bytes(mail));
        const CURLcode done = request.run();
        if (done == CURLE_OK) return {};
        const std::string said = request.status() > 0 ? fmt::format(" ({})", request.status()) : std::string();
        return Error{Code::unavailable, fmt::format("{}: {}{}", settings_.server, request.words_of(done), said)};
    }

    [[nodiscard]] Status post(const std::string& json) override {
        Request request(is_stopping_);
        request.set(CURLOPT_URL, settings_.webhook.c_str());
        request.set(CURLOPT_PROTOCOLS_STR, "http,https");
        request.set(CURLOPT_FOLLOWLOCATION, 0L);
        trust(request);
        request.add_header("Content-Type: application/json");
        request.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(json.size()));
        request.set(CURLOPT_POSTFIELDS, json.c_str());
        const CURLcode done = request.run();
        // The address is a secret: whoever has it can write there.
        if (done != CURLE_OK) return Error{Code::unavailable, "the webhook: " + request.words_of(done)};
        if (request.status() < 200 || request.status() > 299)
            return Error{Code::unavailable, fmt::format("the webhook: HTTP {}", request.status())};
        return {};
    }

    [[nodiscard]] CertificateLook look_at(const std::string& address, Instant now) override {
        Request request(is_stopping_);
        request.set(CURLOPT_URL, address.c_str());
        request.set(CURLOPT_PROTOCOLS_STR, "https");
        request.set(CURLOPT_NOBODY, 1L);
        request.set(CURLOPT_CERTINFO, 1L);
        trust(request);
        const CURLcode done = request.run();
        CertificateLook look;
        look.at = now;
        look.until = expiry_of(request.handle());
        if (done == CURLE_PEER_FAILED_VERIFICATION) look.failure = request.words_of(done);
        return look;
    }

private:
    void trust(Request& request) const {
        if (!settings_.ca_file.empty()) request.set(CURLOPT_CAINFO, settings_.ca_file.c_str());
    }

    AlertSettings settings_;
    std::string password_;
    std::function<bool()> is_stopping_;
};

}  // namespace

Result<std::unique_ptr<PostOffice>> open_post_office(const AlertSettings& settings, std::function<bool()> is_stopping) {
    std::string password;
    if (!settings.password_file.empty()) {
        const auto read = content::read_file(settings.password_file, max_password);
        if (!read) return read.error();
        password = std::string(content::trim(*read));
    }
    return std::unique_ptr<PostOffice>(
        std::make_unique<CurlPostOffice>(settings, std::move(password), std::move(is_stopping)));
}

}  // namespace alerts
