#include "kiosk/app/app.h"
#include "kiosk/text/format.h"

/// The page for staff as part of the App: how it is reached, what it is told.
namespace kiosk {
namespace {

using content::Steady;

std::string in_milliseconds(FrameTimes::Time time) {
    const auto tenths = (time.count() + 50) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

void App::open_staff_page(Steady steady) {
    corner_.forget();
    if (!desk_.is_reachable() || desk_.is_open()) return;
    // Staff are no visitors: nothing of a visit is left, and what comes belongs to none.
    visit_ = {};
    touches_.ignore_current();
    release_press();
    desk_.open(steady);
}

bool App::serve(Instant now, Steady steady) {
    if (const auto due = corner_.due(); due && steady >= *due) open_staff_page(steady);
    desk_.tick(steady);
    if (showing_ && showing_->scene.kind == SceneKind::emergency) desk_.close();
    if (!desk_.is_open()) return false;
    if (desk_.wants_facts()) desk_.show(staff_facts(now, steady));
    std::set<int> ignored;
    const Size size = parts_.display.size();
    for (int cell = 0; cell < TouchFilter::columns * TouchFilter::rows; ++cell) {
        const auto share = [](int index, int count, int length) {
            return (static_cast<float>(index) + 0.5F) * static_cast<float>(length) / static_cast<float>(count);
        };
        const Point middle{share(cell % TouchFilter::columns, TouchFilter::columns, size.width),
                           share(cell / TouchFilter::columns, TouchFilter::rows, size.height)};
        if (touches_.is_muted(middle, steady)) ignored.insert(cell);
    }
    desk_.use_muted(std::move(ignored));
    return true;
}

std::vector<StaffFact> App::staff_facts(Instant now, Steady steady) const {
    const Language language = current_.wanted.language;
    const auto words = [&](const std::string& key, const Arguments& arguments = {}) {
        return parts_.resources.strings.get(language, "staff." + key, arguments);
    };
    const std::string& zone = snapshot_->pack.edition.zone;
    const auto when = [&](Instant instant) {
        return medium_date(content::to_local(instant, zone).date, language) + ", " + clock_time(instant, zone);
    };
    const Size size = parts_.display.panel();
    const auto report = parts_.staff.agent ? parts_.staff.agent() : std::nullopt;
    const FrameTimes::Summary times = frame_times_.summary();
    std::vector<StaffFact> facts;
    const std::string pixels = std::to_string(size.width) + " × " + std::to_string(size.height);
    const std::string& name = parts_.screen.name;
    facts.push_back({"staff.screen", name.empty() ? pixels : name + ", " + pixels});
    facts.push_back({"staff.version", parts_.staff.version});
    facts.push_back(
        {"staff.release", snapshot_->release > 0 ? std::to_string(snapshot_->release) : words("no_release")});
    facts.push_back({"staff.last_sync", report && report->last_success ? when(*report->last_success) : words("never")});
    if (report && !report->failure.empty()) facts.push_back({"staff.failure", report->failure});
    facts.push_back({"staff.clock", words(is_plausible(now) ? "clock_set" : "clock_unset") + ", " + when(now)});
    const std::int64_t ignored = touches_.muted_cells(steady);
    facts.push_back(
        {"staff.touch", parts_.screen.has_touch ? words("cells", {{"count", ignored}}) : words("no_touch")});
    if (times.count > 0) {
        facts.push_back({"staff.frames", in_milliseconds(times.median) + " / " + in_milliseconds(times.percentile_99) +
                                             " / " + in_milliseconds(times.max) + " ms"});
    }
    return facts;
}

}  // namespace kiosk
