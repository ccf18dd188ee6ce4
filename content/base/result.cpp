#include "content/base/result.h"

#include <algorithm>

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

std::string to_string(const Finding& finding) {
    std::string text = finding.file;
    if (finding.line > 0) text += ":" + std::to_string(finding.line);
    switch (finding.severity) {
        case Severity::note: text += ": note: "; break;
        case Severity::warning: text += ": warning: "; break;
        case Severity::error: text += ": error: "; break;
    }
    return text + finding.message;
}

bool has_errors(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.severity == Severity::error; });
}

}  // namespace content
