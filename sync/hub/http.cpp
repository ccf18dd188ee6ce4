#include "sync/hub/http.h"

namespace hub {
namespace {

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

}  // namespace

const std::string& field_of(const Fields& fields, std::string_view name) {
    static const std::string none;
    const auto found = fields.find(name);
    return found == fields.end() ? none : found->second;
}

std::string_view HttpRequest::header(std::string_view name) const {
    return field_of(headers, name);
}

HttpAnswer plain_answer(int status, std::string words) {
    HttpAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
    answer.body = std::move(words) + "\n";
    return answer;
}

HttpAnswer stream_answer(Channel channel) {
    HttpAnswer answer;
    // X-Accel-Buffering: nginx hands on each event at once.
    answer.headers = {
        {"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
    answer.stream = channel;
    return answer;
}

HttpAnswer page_answer(std::string type, std::string body) {
    HttpAnswer answer;
    answer.headers = {{"Content-Type", std::move(type)},
                      {"Cache-Control", "no-store"},
                      {"Content-Security-Policy", std::string(page_policy)},
                      // Not more: the address of a page may be a link that lets somebody in, and web servers keep logs.
                      {"Referrer-Policy", "strict-origin"}};
    answer.body = std::move(body);
    return answer;
}

}  // namespace hub
