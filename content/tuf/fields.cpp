#include "content/tuf/fields.h"

#include <algorithm>

namespace content::tuf {

Fields::Fields(const JsonValue& object, std::string where, std::optional<Error>& problem)
    : object_(object), where_(std::move(where)), problem_(problem) {
    if (object_.object() == nullptr && !problem_) problem_ = Error{Code::bad_input, where_ + ": expected an object"};
}

void Fields::refuse(std::string_view name, std::string_view expected) {
    if (problem_) return;
    problem_ = Error{Code::bad_input, where_ + ": " + std::string(name) + ": expected " + std::string(expected)};
}

const JsonValue* Fields::value(std::string_view name) const {
    return object_.find(name);
}

std::string Fields::text(std::string_view name) {
    const auto* found = value(name);
    if (found != nullptr && found->string() != nullptr) return *found->string();
    refuse(name, "a string");
    return {};
}

std::int64_t Fields::integer(std::string_view name, std::int64_t least) {
    const auto* found = value(name);
    if (found != nullptr && found->integer() != nullptr && *found->integer() >= least) return *found->integer();
    refuse(name, "an integer of at least " + std::to_string(least));
    return least;
}

bool Fields::boolean(std::string_view name) {
    const auto* found = value(name);
    if (found != nullptr && found->boolean() != nullptr) return *found->boolean();
    refuse(name, "true or false");
    return false;
}

Instant Fields::instant(std::string_view name) {
    const std::string written = text(name);
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    const bool fits = std::equal(written.begin(), written.end(), form.begin(), form.end(), [](char c, char wanted) {
        return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
    });
    if (fits) {
        const auto part = [&](std::size_t begin, std::size_t count) { return std::stoi(written.substr(begin, count)); };
        const Date date{std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(part(5, 2))),
                        std::chrono::day(static_cast<unsigned>(part(8, 2)))};
        if (date.ok() && part(11, 2) < 24 && part(14, 2) < 60 && part(17, 2) < 60) {
            return std::chrono::sys_days(date) + std::chrono::hours(part(11, 2)) + std::chrono::minutes(part(14, 2)) +
                   std::chrono::seconds(part(17, 2));
        }
    }
    refuse(name, "a moment like 2030-01-31T12:00:00Z");
    return {};
}

std::vector<std::string> Fields::texts(std::string_view name) {
    std::vector<std::string> found;
    const auto* list = value(name) != nullptr ? value(name)->array() : nullptr;
    if (list == nullptr) {
        refuse(name, "a list of strings");
        return found;
    }
    for (const auto& element : *list) {
        if (const auto* text = element.string()) {
            found.push_back(*text);
        } else {
            refuse(name, "a list of strings");
        }
    }
    return found;
}

void Fields::object(std::string_view name, const Visit& visit) {
    const auto* found = value(name);
    if (found == nullptr || found->object() == nullptr) return refuse(name, "an object");
    Fields fields(*found, where_ + ": " + std::string(name), problem_);
    visit(fields);
}

void Fields::each_member(std::string_view name, const std::function<void(const std::string&, Fields&)>& visit) {
    const auto* found = value(name);
    if (found == nullptr || found->object() == nullptr) return refuse(name, "an object");
    for (const auto& [key, member] : *found->object()) {
        if (problem_) return;
        Fields fields(member, where_ + ": " + std::string(name) + ": " + key, problem_);
        visit(key, fields);
    }
}

void Fields::each_element(std::string_view name, const Visit& visit) {
    const auto* found = value(name);
    if (found == nullptr || found->array() == nullptr) return refuse(name, "a list");
    for (const auto& element : *found->array()) {
        if (problem_) return;
        Fields fields(element, where_ + ": " + std::string(name), problem_);
        visit(fields);
    }
}

void Fields::each_text(std::string_view name,
                       const std::function<void(const std::string&, const std::string&)>& visit) {
    const auto* found = value(name);
    if (found == nullptr || found->object() == nullptr) return refuse(name, "an object");
    for (const auto& [key, member] : *found->object()) {
        if (member.string() == nullptr) return refuse(name, "strings");
        visit(key, *member.string());
    }
}

}  // namespace content::tuf
