#include "sync/screens/refusal.h"

#include <fmt/format.h>

#include <array>

#include "content/base/limits.h"
#include "sync/screens/screens_limits.h"

namespace screens {
namespace {

using content::Code;

/// A sentence is `before`, the subject where it has one, `after`.
struct Row {
    Refusal why;
    std::string_view name;
    Code code;
    std::int64_t limit;
    bool has_subject;
    std::string_view before;
    std::string_view after;  ///< "{}" is the limit
};

constexpr std::array<Row, 23> rows = {{
    {Refusal::no_name, "no-name", Code::bad_input, 0, false, "a screen needs a name", ""},
    {Refusal::name_odd, "name-odd", Code::bad_input, 0, false,
     "the name has spaces around it, or characters that no text has", ""},
    {Refusal::name_long, "name-long", Code::bad_input, limits::name, false, "", "the name may have {} bytes"},
    {Refusal::place_odd, "place-odd", Code::bad_input, 0, false,
     "the place has spaces around it, or characters that no text has", ""},
    {Refusal::place_long, "place-long", Code::bad_input, limits::place, false, "", "the place may have {} bytes"},
    {Refusal::many_groups, "many-groups", Code::bad_input, limits::groups, false, "", "a screen may be in {} groups"},
    {Refusal::group_twice, "group-twice", Code::bad_input, 0, false, "a group is named twice", ""},
    {Refusal::group_odd, "group-odd", Code::bad_input, 0, true, "",
     ": a group is of lower-case letters, digits, '-', '_' and '.'"},
    {Refusal::name_taken, "name-taken", Code::bad_input, 0, true, "", ": another screen has this name"},
    {Refusal::revoked, "revoked", Code::bad_input, 0, false, "this screen's key is revoked: it needs a new one", ""},
    {Refusal::revoked_already, "revoked-already", Code::bad_input, 0, false, "this screen's key is revoked already",
     ""},
    {Refusal::nothing_to_take, "nothing-to-take", Code::bad_input, 0, false,
     "the screen that is replaced has no name to give", ""},
    {Refusal::does_not_wait, "does-not-wait", Code::bad_input, 0, false,
     "the screen that replaces it does not wait for a name", ""},
    {Refusal::settings_long, "settings-long", Code::too_large, content::limits::screen_profile / 2, false, "",
     "settings of a screen: more than {} bytes"},
    {Refusal::settings_name, "settings-name", Code::bad_input, 0, true,
     "settings:", " is what the hub calls the screen: use `screens name`"},
    {Refusal::settings_public, "settings-public", Code::bad_input, 0, true,
     "settings:", " would be published with the depot: it belongs into the screen's own screen.toml"},
    {Refusal::settings_on_the_spot, "settings-on-the-spot", Code::bad_input, 0, true,
     "settings:", " counts only where somebody stood before the screen"},
    {Refusal::settings_unreadable, "settings-unreadable", Code::bad_input, 0, true, "settings:", ""},
    {Refusal::ticket_count, "ticket-count", Code::bad_input, limits::ticket_count, false, "",
     "a ticket is for 1 to {} screens"},
    {Refusal::ticket_days, "ticket-days", Code::bad_input, limits::ticket_days, false, "",
     "a ticket is good for at most {} days"},
    {Refusal::many_tickets, "many-tickets", Code::too_large, limits::tickets, false, "",
     "there are {} tickets already"},
    {Refusal::network, "network", Code::bad_input, 0, true, "",
     ": not a network: 10.1.0.0/16, 2001:db8::/48 (at most /64), or any"},
    {Refusal::no_address, "no-address", Code::bad_input, 0, false,
     "where screens reach the hub is not known: --address https://hub.example/, or `address` in hub.toml", ""},
}};

constexpr auto all_names = [] {
    std::array<std::string_view, rows.size()> names{};
    for (std::size_t index = 0; index < rows.size(); ++index)
        names.at(index) = rows.at(index).name;
    return names;
}();

std::string end_of(const Row& row) {
    return row.limit == 0 ? std::string(row.after) : fmt::format(fmt::runtime(row.after), row.limit);
}

}  // namespace

content::Error refuse(Refusal why, std::string_view subject) {
    const Row& row = rows.at(static_cast<std::size_t>(why));
    return {row.code, fmt::format("{}{}{}", row.before, row.has_subject ? subject : std::string_view(), end_of(row))};
}

std::optional<Refused> refusal_of(const content::Error& error) {
    const std::string_view words = error.message;
    for (const Row& row : rows) {
        const std::string end = end_of(row);
        const bool is_it = error.code == row.code && words.size() >= row.before.size() + end.size() &&
                           words.starts_with(row.before) && words.ends_with(end) &&
                           (row.has_subject || words.size() == row.before.size() + end.size());
        if (!is_it) continue;
        return Refused{row.why, row.name, row.limit,
                       std::string(words.substr(row.before.size(), words.size() - row.before.size() - end.size()))};
    }
    return std::nullopt;
}

std::span<const std::string_view> refusal_names() {
    return all_names;
}

}  // namespace screens
