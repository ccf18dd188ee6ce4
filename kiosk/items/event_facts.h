#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/labels.h"

namespace kiosk {

/// One cell of an event's facts: When, Where, Languages, Who can attend.
struct Fact {
    std::string label;
    std::string value;
    std::string replaced;  ///< the old room or the old start, shown struck through
    std::string detail;
    std::string tag;
    TagKind tag_kind = TagKind::plain;
    std::optional<RoomDirection> direction;  ///< where the room lies as seen from this screen
    bool is_prominent = false;               ///< When and Where are read first
};

/// The way to a room from this screen, if its profile knows it.
[[nodiscard]] std::optional<RoomDirection> direction_to(const Screen& screen, const std::string& room);
/// An arrow in words: "straight ahead", "to the left".
[[nodiscard]] std::string arrow_words(const Composer& composer, Arrow arrow);
/// The way in words: "ahead on the left, step-free".
[[nodiscard]] std::string spoken_direction(const Composer& composer, const RoomDirection& direction);

/// What is known about the event, in reading order; unknown facts are left out. The composer learns when the words stop
/// being true.
[[nodiscard]] std::vector<Fact> event_facts(Composer& composer, const content::Event& event);
/// The way to the event's room as seen from this screen; none when the screen's profile does not know the room.
[[nodiscard]] std::optional<RoomDirection> direction_of(const Screen& screen, const content::Event& event);
/// Whether a phone's calendar should take the event: it has a day, is not cancelled, and not over.
[[nodiscard]] bool has_calendar_entry(const Composer& composer, const content::Event& event);
/// When the event is: "Today, 13:10 – 14:00", "18–22 March 2024", "March–April 2024".
[[nodiscard]] std::string when_words(const Composer& composer, const content::Event& event);
/// What is said of an event that is over: "Ended 09:50", "Ended", or, when nobody said its end, "Started 09:00". Empty
/// while it is not over, and when it is cancelled.
[[nodiscard]] std::string ended_words(const Composer& composer, const content::Event& event);

}  // namespace kiosk
