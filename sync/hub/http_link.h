#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/steady.h"
#include "sync/hub/http.h"

struct MHD_Connection;  // of libmicrohttpd

namespace hub {

/// One connection, from its acceptance on.
struct Link {
    int socket = -1;
    std::string address;      ///< empty: a unix socket
    content::Steady since{};  ///< when the waiting for the whole of a request began
    bool is_waiting = true;   ///< for the whole of a request
    bool is_begun = true;     ///< a request is expected now: it is the first, or its head is here
    bool is_refused = false;  ///< its end was told; whatever it sends is not read
};

/// One request, from its head on.
struct Exchange {
    HttpRequest request;
    std::string query;  ///< encoded
    const HttpRoute* route = nullptr;
    std::size_t expected = 0;  ///< bytes of its body
    bool is_answered = false;
    MHD_Connection* connection = nullptr;  ///< while its answer is being made elsewhere
    HttpAnswer::Later later{};
    std::optional<HttpAnswer> made{};
};

/// An answer past the library, for a connection on which nothing was answered: then it is over.
void say_and_end(Link& link, int status, std::string_view words);

}  // namespace hub
