#include "sync/programme/change_event.h"

#include <utility>

#include "content/items/item_title.h"
#include "content/pack/pack_reader.h"
#include "sync/programme/change_notice.h"
#include "sync/programme/day.h"

namespace programme {
namespace {

using content::Event;
using content::Instant;
using content::SourceTree;
using content::edit::Edited;
using content::edit::EventFields;
using content::edit::Place;

/// Edits, each on what the one before it made.
class EditedTree {
public:
    EditedTree(const SourceTree& before, ChangedEvent& result) : before_(before), tree_(before), result_(result) {}

    [[nodiscard]] const SourceTree& tree() const { return tree_; }
    void take(Edited edited) {
        for (auto& fault : edited.faults)
            result_.faults.push_back(std::move(fault));
        content::edit::apply(edited.changes, tree_);
        for (auto& [path, bytes] : edited.changes)
            result_.changes[path] = std::move(bytes);
    }
    /// What became what it was is no change.
    void finish() {
        std::erase_if(result_.changes, [&](const auto& change) {
            const auto found = before_.texts.find(change.first);
            return found == before_.texts.end() ? change.second.empty() : found->second == change.second;
        });
        if (!result_.faults.empty()) result_.changes.clear();
    }

private:
    const SourceTree& before_;
    SourceTree tree_;
    ChangedEvent& result_;
};

bool is_later_that_day(const EventFields& fields, const std::string& start) {
    constexpr std::size_t day = 10;  // "2024-03-18"
    const std::string& announced = fields.delayed_from.empty() ? fields.start : fields.delayed_from;
    if (start.substr(0, day) != announced.substr(0, day)) return false;
    return announced < start || (announced == start && !fields.delayed_from.empty());
}

/// The end that keeps the event as long as it was.
std::string moved_end(const EventFields& fields, const std::string& start) {
    constexpr std::size_t to_minutes = 16;
    const auto from = content::parse_instant(fields.start, fields.zone);
    const auto to = content::parse_instant(start, fields.zone);
    const auto end = content::parse_instant(fields.end, fields.zone);
    if (!from || !to || !end) return {};
    return content::to_iso(*end + (*to - *from), fields.zone).substr(0, to_minutes);
}

void set_time(EditedTree& edited, const std::string& uid, const EventWish& wish, Instant now) {
    const auto fields = content::edit::read_event(edited.tree(), Place::published, uid, content::Language::en);
    if (!fields) return edited.take({uid, {}, {{"", fields.error().message}}});
    const std::string start = wish.start.empty() ? fields->start : wish.start;
    const bool has_other_start = start != fields->start;
    const bool has_other_end = !wish.end.empty() && wish.end != fields->end;
    if (!has_other_start && !has_other_end) return;
    std::string end = has_other_end ? wish.end : fields->end;
    if (has_other_start && !has_other_end) end = moved_end(*fields, start);
    if (has_other_start && is_later_that_day(*fields, start))
        return edited.take(content::edit::delay_event(edited.tree(), uid, start, end, now));
    // A time that is no delay is not told beside one that no longer holds.
    if (has_other_start && !fields->delayed_from.empty())
        edited.take(content::edit::delay_event(edited.tree(), uid, fields->delayed_from, {}, now));
    edited.take(content::edit::set_event_time(edited.tree(), uid, start, end, now));
}

NoticeOutcome tell(EditedTree& edited, const content::Pack& pack, const ChangedEvent& changed, Instant now) {
    NoticePlan plan = plan_notice(pack, changed.before, changed.after, now);
    for (const std::string& id : plan.ended)
        edited.take(content::edit::end_notice(edited.tree(), id, now));
    for (const std::string& id : plan.gone)
        edited.take(content::edit::remove(edited.tree(), content::ItemKind::notice, Place::published, id));
    if (!plan.notice) return plan.gone.empty() ? NoticeOutcome::none : NoticeOutcome::taken_back;
    if (plan.amended.empty()) {
        edited.take(content::edit::post_notice(edited.tree(), *plan.notice, now));
        return NoticeOutcome::posted;
    }
    edited.take(content::edit::amend_notice(edited.tree(), plan.amended, *plan.notice, now));
    return NoticeOutcome::amended;
}

}  // namespace

ChangedEvent change_event(const SourceTree& tree, const content::Pack& pack, const std::string& uid,
                          const EventWish& wish, Instant now) {
    ChangedEvent changed;
    const Event* before = content::find_item(pack.events, uid);
    if (before == nullptr) {
        changed.faults.push_back({"", "there is no such event"});
        return changed;
    }
    changed.before = *before;
    EditedTree edited(tree, changed);
    if (wish.fate == Fate::cancelled) edited.take(content::edit::cancel_event(edited.tree(), uid, now));
    if (wish.fate == Fate::reinstated) edited.take(content::edit::reinstate_event(edited.tree(), uid, now));
    if (!wish.room.empty()) edited.take(content::edit::move_event(edited.tree(), uid, wish.room, wish.floor, now));
    if (!wish.start.empty() || !wish.end.empty()) set_time(edited, uid, wish, now);
    const auto reading = content::read_pack(edited.tree());
    const Event* after = content::find_item(reading.pack.events, uid);
    if (after == nullptr) {
        changed.faults.push_back({"", "the calendar could not be read afterwards"});
    } else if (changed.faults.empty()) {
        changed.after = *after;
        if (wish.with_notice) changed.notice = tell(edited, pack, changed, now);
    }
    edited.finish();
    return changed;
}

}  // namespace programme
