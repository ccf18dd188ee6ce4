#include "sync/hub/http_link.h"

#include <fmt/format.h>
#include <sys/socket.h>

namespace hub {
namespace {

std::string_view phrase(int status) {
    switch (status) {
        case 408: return "Request Timeout";
        default: return "Service Unavailable";
    }
}

}  // namespace

void say_and_end(Link& link, int status, std::string_view words) {
    const std::string said = fmt::format(
        "HTTP/1.1 {} {}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n"
        "Retry-After: 30\r\nConnection: close\r\n\r\n{}\n",
        status, phrase(status), words.size() + 1, words);
    // What does not fit at once is not said.
    static_cast<void>(::send(link.socket, said.data(), said.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
    ::shutdown(link.socket, SHUT_WR);
    link.is_refused = true;
}

}  // namespace hub
