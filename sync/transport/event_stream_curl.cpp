#include <curl/curl.h>
#include <fmt/format.h>

#include "content/base/limits.h"
#include "sync/transport/authorities.h"
#include "sync/transport/captive_portal.h"
#include "sync/transport/event_stream.h"

namespace syncing {
namespace {

constexpr milliseconds max_busy{5'000};  // longer than any honest answer takes to be read

class CurlEventStream final : public EventStream {
public:
    CurlEventStream(std::string url, const HttpOptions& options, Environment& environment)
        : url_(std::move(url)),
          environment_(environment),
          multi_(curl_multi_init()),
          handle_(curl_easy_init()),
          headers_(curl_slist_append(nullptr, "Accept: text/event-stream")) {
        constexpr long idle_seconds = 20;
        constexpr long interval_seconds = 10;
        headers_ = curl_slist_append(headers_, "Cache-Control: no-store");
        const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(handle_, option, value); };
        set(CURLOPT_URL, url_.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
        set(CURLOPT_HTTPHEADER, headers_);
        set(CURLOPT_USERAGENT, "kiosk-sync");
        trust_authorities(handle_, options);
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_limit.count()));
        // Not LOW_SPEED: it ends healthy streams whose pings are short. Who listens has a deadline.
        set(CURLOPT_TCP_KEEPALIVE, 1L);
        set(CURLOPT_TCP_KEEPIDLE, idle_seconds);
        set(CURLOPT_TCP_KEEPINTVL, interval_seconds);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_WRITEFUNCTION, &CurlEventStream::on_body);
        set(CURLOPT_WRITEDATA, static_cast<void*>(this));
        set(CURLOPT_HEADERFUNCTION, &CurlEventStream::on_header);
        set(CURLOPT_HEADERDATA, static_cast<void*>(this));
        set(CURLOPT_XFERINFOFUNCTION, &CurlEventStream::on_progress);
        set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_QUICK_EXIT, 1L);
        curl_multi_add_handle(multi_, handle_);
    }
    ~CurlEventStream() override {
        curl_multi_remove_handle(multi_, handle_);
        curl_easy_cleanup(handle_);
        curl_multi_cleanup(multi_);
        curl_slist_free_all(headers_);
    }
    CurlEventStream(const CurlEventStream&) = delete;
    CurlEventStream& operator=(const CurlEventStream&) = delete;

    StreamNews listen(milliseconds limit) override {
        news_ = {};
        deadline_ = environment_.steady_now() + limit + max_busy;
        int running = 0;
        curl_multi_perform(multi_, &running);
        if (running > 0 && !news_.has_bytes) {
            curl_multi_poll(multi_, nullptr, 0, static_cast<int>(limit.count()), nullptr);
            curl_multi_perform(multi_, &running);
        }
        int waiting = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
            if (message->msg == CURLMSG_DONE) news_.end = judge(message->data.result);
        }
        news_.is_open = is_stream_ && !news_.end;
        news_.retry = parser_.retry();
        return news_;
    }

private:
    static std::size_t on_body(const char* data, std::size_t size, std::size_t count, void* self) {
        return static_cast<CurlEventStream*>(self)->receive({data, size * count}) ? size * count : 0;
    }

    /// libcurl keeps all headers and trailers, however many come.
    static std::size_t on_header(const char* /*data*/, std::size_t size, std::size_t count, void* self) {
        auto& stream = *static_cast<CurlEventStream*>(self);
        stream.header_bytes_ += size * count;
        return stream.has_too_many_headers() ? 0 : size * count;
    }

    /// A proxy that sends its answer without end keeps libcurl in one call; only this ends it.
    static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        auto& stream = *static_cast<CurlEventStream*>(self);
        return stream.environment_.is_stopping() || stream.environment_.steady_now() > stream.deadline_ ? 1 : 0;
    }

    [[nodiscard]] bool has_too_many_headers() const { return header_bytes_ > content::limits::headers; }

    bool receive(std::string_view bytes) {
        news_.has_bytes = true;
        if (!is_stream_) {
            const char* type = nullptr;
            long status = 0;
            curl_easy_getinfo(handle_, CURLINFO_CONTENT_TYPE, &type);
            curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
            const std::string_view content_type = type != nullptr ? type : "";
            is_stream_ = status == 200 && content_type.starts_with("text/event-stream");
            if (!is_stream_) {
                captive_portal_ = detect_captive_portal({status, std::string(content_type), url_, url_, bytes});
                return false;
            }
        }
        news_.events += parser_.add(bytes);
        return !parser_.is_broken();
    }

    [[nodiscard]] Error judge(CURLcode done) const {
        long status = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        if (captive_portal_) return {Code::unavailable, fmt::format("{}: {}", url_, *captive_portal_)};
        if (has_too_many_headers()) return {Code::not_found, url_ + ": no stream of events (endless headers)"};
        if (parser_.is_broken()) return {Code::not_found, url_ + ": no stream of events (an endless line)"};
        if (status == 200 && !is_stream_) return {Code::not_found, url_ + ": no stream of events"};
        if (status >= 400 && status < 500) return {Code::not_found, fmt::format("{}: HTTP {}", url_, status)};
        if (status != 200 && status != 0) return {Code::unavailable, fmt::format("{}: HTTP {}", url_, status)};
        if (done == CURLE_OK) return {Code::unavailable, url_ + ": the server ended the stream"};
        // Not CURLOPT_ERRORBUFFER's words: they count milliseconds, so the same failure would be news each time.
        return {Code::unavailable, fmt::format("{}: {}", url_, curl_easy_strerror(done))};
    }

    std::string url_;
    Environment& environment_;
    milliseconds deadline_{};
    std::size_t header_bytes_ = 0;
    CURLM* multi_;
    CURL* handle_;
    curl_slist* headers_;
    EventParser parser_{};
    StreamNews news_{};
    std::optional<std::string> captive_portal_{};
    bool is_stream_ = false;
};

}  // namespace

std::unique_ptr<EventStream> open_event_stream(const std::string& url, const HttpOptions& options,
                                               Environment& environment) {
    return std::make_unique<CurlEventStream>(url, options, environment);
}

}  // namespace syncing
