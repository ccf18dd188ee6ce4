#include "content/base/result.h"

namespace content {

std::string_view name(Code code) {
    switch (code) {
        case Code::bad_input: return "bad input";
        case Code::too_large: return "too large";
        case Code::not_found: return "not found";
        case Code::io: return "input/output";
        case Code::unavailable: return "unavailable";
        case Code::untrusted: return "untrusted";
        case Code::outdated: return "outdated";
        case Code::unsupported: return "unsupported";
    }
    return "unknown";
}

Error Error::in(std::string_view where) const {
    return Error{code, std::string(where) + ": " + message};
}

}  // namespace content
