#pragma once

#include <string>
#include <string_view>

#include "content/base/steady.h"

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

/// An answer past the library, for a connection on which nothing was answered: then it is over.
void say_and_end(Link& link, int status, std::string_view words);

}  // namespace hub
