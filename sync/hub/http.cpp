#include "sync/hub/http.h"

namespace hub {

std::string_view HttpRequest::header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

HttpAnswer plain_answer(int status, std::string words) {
    HttpAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
    answer.body = std::move(words) + "\n";
    return answer;
}

}  // namespace hub
