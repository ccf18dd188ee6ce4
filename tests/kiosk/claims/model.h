#pragma once

#include <string>

#include "content/items/items.h"

/// What may be claimed of a pack at a moment, worked out in a few lines and without any code of the display: the other
/// opinion that frames are held against.
namespace claims {

class Model {
public:
    /// `knows_time` false: it is `now` at the earliest.
    Model(const content::Pack& pack, content::Instant now, bool knows_time = true)
        : pack_(pack), now_(now), knows_time_(knows_time) {}

    /// Without it nothing may be said to be now, to come, or to be over.
    [[nodiscard]] bool knows_time() const { return knows_time_; }
    /// A day of which an event speaks; the frame may name it although nobody knows which day today is.
    [[nodiscard]] bool is_in_programme(const content::Date& day) const;
    /// The same of an hour and minute, of any day.
    [[nodiscard]] bool is_in_programme(content::Instant minute) const;

    /// A title, kicker, kind or topic of the pack, whatever it says.
    [[nodiscard]] bool is_editors(const std::string& text) const;
    /// Under way by the clock. Without an end that is sure for 25 minutes.
    [[nodiscard]] bool is_live(const content::Event& event) const;
    /// Has begun by the clock, within 24 hours; nobody said when it ends.
    [[nodiscard]] bool has_started_without_end(const content::Event& event) const;
    [[nodiscard]] bool is_over(const content::Event& event) const;
    /// Whether what is shown may lead to this address: false where one applied for a call that has closed.
    [[nodiscard]] bool may_offer(const std::string& address) const;
    /// How many events are live, of those for a screen without groups.
    [[nodiscard]] int live() const;
    [[nodiscard]] int stories_of(const std::string& topic) const;  ///< empty: of all topics
    [[nodiscard]] int open_calls() const;

    [[nodiscard]] bool is_shown(const content::ItemBase& item) const {
        return item.validity.contains(now_) && item.groups.empty();
    }
    [[nodiscard]] content::Instant now() const { return now_; }
    [[nodiscard]] const content::Pack& pack() const { return pack_; }
    [[nodiscard]] const content::Event* event(const std::string& id) const;

private:
    const content::Pack& pack_;
    content::Instant now_;
    bool knows_time_;
};

}  // namespace claims
