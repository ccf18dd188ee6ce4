#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "content/base/result.h"

/// Why what a person wants of screens is refused. An Error has the English sentence, for commands and for programs;
/// refusal_of() finds out again which one it is, for pages, which have the same in the words of their readers.
namespace screens {

enum class Refusal : std::uint8_t {
    no_name,
    name_odd,
    name_long,
    place_odd,
    place_long,
    many_groups,
    group_twice,
    group_odd,
    name_taken,
    revoked,
    revoked_already,
    nothing_to_take,
    does_not_wait,
    settings_long,
    settings_name,
    settings_public,
    settings_on_the_spot,
    settings_unreadable,
    ticket_count,
    ticket_days,
    many_tickets,
    network,
    no_address,
};

/// `subject` is what was typed, where the sentence has a place for it; a line, for what is wrong with settings.
[[nodiscard]] content::Error refuse(Refusal why, std::string_view subject = {});

struct Refused {
    Refusal why = Refusal::no_name;
    std::string_view name{};  ///< "name-taken"
    std::int64_t limit = 0;   ///< that was passed; 0: none
    std::string subject{};
};
/// Nothing for an error that refuse() did not make.
[[nodiscard]] std::optional<Refused> refusal_of(const content::Error& error);

/// All names, for catalogues and their test.
[[nodiscard]] std::span<const std::string_view> refusal_names();

}  // namespace screens
