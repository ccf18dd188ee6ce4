#include "sync/api/api_answer.h"

#include "sync/report/hub_answer.h"

namespace hub {
namespace {

HttpAnswer of_json(int status, std::string body) {
    HttpAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    answer.body = std::move(body) + "\n";
    return answer;
}

}  // namespace

HttpAnswer json_answer(const content::JsonValue& value) {
    return of_json(200, content::to_compact_json(value));
}

HttpAnswer refusal(int status, std::string_view code, std::string_view message) {
    HttpAnswer answer = of_json(status, report::to_json(report::Refusal{std::string(code), std::string(message)}));
    if (status == 503) answer.headers.emplace_back("Retry-After", "30");
    if (status == 401) answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

HttpAnswer error_answer(const content::Error& error, const store::Store& store) {
    switch (error.code) {
        case content::Code::not_found: return refusal(404, "not-found", error.message);
        case content::Code::bad_input: return refusal(400, "bad-request", error.message);
        case content::Code::too_large: return refusal(409, "too-many", error.message);
        case content::Code::outdated: return refusal(409, "too-late", error.message);
        default: break;
    }
    if (store.is_disk_full()) return refusal(507, "disk-full", "The hub's disk is full. Nothing was kept of this.");
    return refusal(503, "busy", "The hub's database cannot be written now. Nothing was kept of this; ask again.");
}

HttpAnswer unreadable(const content::Error& error, std::string_view code) {
    switch (error.code) {
        case content::Code::untrusted: return refusal(401, "bad-signature", error.message);
        case content::Code::too_large: return refusal(413, "too-large", error.message);
        default: return refusal(400, code, error.message);
    }
}

}  // namespace hub
