#pragma once

#include <string>
#include <vector>

/// Remarks about a source that a person wrote. Not here: failures that end a piece of work (result.h).
namespace content {

enum class Severity { note, warning, error };

/// One thing a person should know about a source. `line` is 1-based; 0 means the whole file.
struct Finding {
    Severity severity = Severity::error;
    std::string file;
    int line = 0;
    std::string message;

    bool operator==(const Finding&) const = default;
};

/// "events.ics:412: error: DTEND before DTSTART (event \"Opening\")", the form compilers use.
[[nodiscard]] std::string to_string(const Finding& finding);
[[nodiscard]] bool has_errors(const std::vector<Finding>& findings);

}  // namespace content
