#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "content/edit/item_edits.h"
#include "content/items/items.h"

/// The notice that a change of an event makes: its kind, its words in all languages of the edition, and its end. Pure.
namespace programme {

/// Edits of one event within so long are one notice: it is amended.
inline constexpr std::chrono::minutes one_edit{2};
/// A notice is offered first for what begins within so long, and for what goes on.
inline constexpr std::chrono::hours notice_ahead{3};
/// No notice is up for less, however soon its event is over.
inline constexpr std::chrono::minutes min_notice{10};

/// What becomes of the notices about one event.
struct NoticePlan {
    std::optional<content::edit::NoticeFields> notice{};
    std::string amended{};             ///< id of the one that becomes so; empty: it is another one
    std::vector<std::string> gone{};   ///< ids of those that go: nobody has to know of them any more
    std::vector<std::string> ended{};  ///< ids of those that are over from `now` on: what they say holds no more
};
/// `before` is the event as it is in the pack, `after` as it will be. No notice where nothing changed that people who
/// come to it have to know.
[[nodiscard]] NoticePlan plan_notice(const content::Pack& pack, const content::Event& before,
                                     const content::Event& after, content::Instant now);

/// Whether a notice about a change of this event is offered first: it goes on, or begins soon.
[[nodiscard]] bool is_near(const content::Event& event, const content::Pack& pack, content::Instant now);

/// A notice that is up at `now`, or will be.
[[nodiscard]] bool is_up(const content::Notice& notice, content::Instant now);
/// Who posts notices in this pack: the service that the newest one names, else conference services.
[[nodiscard]] content::PerLanguage<std::string> posted_by(const content::Pack& pack);
/// "2024-03-18T14:00", as a pack writes it: in the edition's zone, with seconds where there are some.
[[nodiscard]] std::string written_time(content::Instant instant, const content::Edition& edition);

}  // namespace programme
