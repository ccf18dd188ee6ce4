#include "tests/conformance/tuf_client_http.h"

#include <curl/curl.h>

namespace conformance {
namespace {

using content::Code;
using content::Error;

struct Body {
    std::string bytes;
    std::size_t cap = 0;
    bool is_too_large = false;
};

/// Counts while receiving: a length that a server announces, or does not, proves nothing.
std::size_t receive(const char* data, std::size_t size, std::size_t count, void* target) {
    auto& body = *static_cast<Body*>(target);
    body.is_too_large = body.bytes.size() + size * count > body.cap;
    if (body.is_too_large) return 0;
    body.bytes.append(data, size * count);
    return size * count;
}

}  // namespace

HttpSource::HttpSource(std::string base) : base_(std::move(base)), handle_(curl_easy_init()) {
    if (!base_.ends_with('/')) base_ += '/';
}

HttpSource::~HttpSource() {
    curl_easy_cleanup(handle_);
}

content::Result<std::string> HttpSource::get(const std::string& path, std::size_t cap) {
    const std::string url = base_ + path;
    Body body{{}, cap, false};
    curl_easy_reset(handle_);
    curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle_, CURLOPT_PATH_AS_IS, 1L);  // a role may be called ".."
    curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_LIMIT, 1000L);
    curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_TIME, 10L);
    curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &receive);
    curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &body);
    const CURLcode done = curl_easy_perform(handle_);
    if (body.is_too_large) return Error{Code::too_large, url + ": more than " + std::to_string(cap) + " bytes"};
    if (done != CURLE_OK) return Error{Code::unavailable, url + ": " + curl_easy_strerror(done)};
    long status = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    if (status == 404 || status == 403) return Error{Code::not_found, url + ": HTTP " + std::to_string(status)};
    if (status != 200) return Error{Code::unavailable, url + ": HTTP " + std::to_string(status)};
    return std::move(body.bytes);
}

}  // namespace conformance
