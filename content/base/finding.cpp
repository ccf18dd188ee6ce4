#include "content/base/finding.h"

#include <algorithm>

#include "content/base/printable.h"

namespace content {

std::string to_string(const Finding& finding) {
    // Names of files and words of sources are anybody's: one finding is one line, whatever they hold.
    std::string text = printable(finding.file);
    if (finding.line > 0) text += ":" + std::to_string(finding.line);
    switch (finding.severity) {
        case Severity::note: text += ": note: "; break;
        case Severity::warning: text += ": warning: "; break;
        case Severity::error: text += ": error: "; break;
    }
    return text + printable(finding.message);
}

bool has_errors(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.severity == Severity::error; });
}

}  // namespace content
