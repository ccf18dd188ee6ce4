#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/canonical_json.h"
#include "content/base/time.h"

/// Reading typed fields out of JSON so that the reader of a format is a list of its fields: the first thing that does
/// not fit is kept as the error, and reading goes on with harmless values.
namespace content::tuf {

class Fields {
public:
    using Visit = std::function<void(Fields&)>;

    /// `problem` gets the first error; it must outlive this object, as must `object`.
    Fields(const JsonValue& object, std::string where, std::optional<Error>& problem);

    [[nodiscard]] bool has(std::string_view name) const { return value(name) != nullptr; }
    [[nodiscard]] const JsonValue* value(std::string_view name) const;
    [[nodiscard]] std::string text(std::string_view name);
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t least);
    [[nodiscard]] bool boolean(std::string_view name);
    /// "2030-01-31T12:00:00Z" and no other form of ISO 8601 (section 4.2.1).
    [[nodiscard]] Instant instant(std::string_view name);
    [[nodiscard]] std::vector<std::string> texts(std::string_view name);

    void object(std::string_view name, const Visit& visit);
    /// Members of an object whose values are objects.
    void each_member(std::string_view name, const std::function<void(const std::string&, Fields&)>& visit);
    /// Elements of an array that are objects.
    void each_element(std::string_view name, const Visit& visit);
    /// Members of an object whose values are strings.
    void each_text(std::string_view name, const std::function<void(const std::string&, const std::string&)>& visit);

    /// Keeps "where: name: expected ..." as the error, unless there is one.
    void refuse(std::string_view name, std::string_view expected);

private:
    const JsonValue& object_;
    std::string where_;
    std::optional<Error>& problem_;
};

}  // namespace content::tuf
