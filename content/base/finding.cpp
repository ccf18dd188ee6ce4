#include "content/base/finding.h"

#include <algorithm>

namespace content {

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
