#include "sync/agent/display_watch.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace syncing {
namespace {

using content::Restoring;
using content::Verdict;

constexpr std::size_t max_told = 64;  ///< four books full of verdicts

std::string outcome(Restoring done) {
    switch (done) {
        case Restoring::item_left_out: return "; the item is left out";
        case Restoring::former_active: return "; the release before it is active again";
        case Restoring::no_former: return "; there is no release before it, and the clock is shown";
        case Restoring::nothing: break;
    }
    return "; it is not active any more";
}

}  // namespace

Result<DisplayWatch::News> DisplayWatch::look() {
    const auto book = content::read_display_journal(folder_);
    std::error_code error;
    if (followed_ == book || !std::filesystem::exists(cache_, error)) return News();
    if (auto done = follow(book, news_); !done) return done.error();
    followed_ = book;
    return std::exchange(news_, {});
}

Status DisplayWatch::follow(const content::DeathBook& book, News& news) {
    if (auto ready = trust_.prepare(); !ready) return ready;
    news.is_machine_cleared = std::ranges::none_of(
        book.verdicts, [](const Verdict& verdict) { return verdict.kind == Verdict::Kind::machine; });
    if (!book.program.empty()) {
        if (auto lifted = lift(book.program, news); !lifted) return lifted;
    }
    if (book.proven != 0) {
        if (auto noted = content::set_proven(cache_, book.proven); !noted) return noted;
    }
    for (const Verdict& verdict : book.verdicts) {
        if (auto told = tell(verdict, book, news); !told) return told;
    }
    return {};
}

/// Done first, then written down as told, then told: an agent that is killed in between does it again, and tells once.
Status DisplayWatch::tell(const Verdict& verdict, const content::DeathBook& book, News& news) {
    const auto done = take_back(verdict, book.program);
    if (!done) return done.error();
    auto told = trust_.told();
    std::string identity = content::identity(verdict, book.program);
    if (std::ranges::find(told, identity) != told.end()) return {};
    told.push_back(std::move(identity));
    if (told.size() > max_told) told.erase(told.begin());
    if (auto saved = trust_.save(told); !saved) return saved;
    const bool is_machine = verdict.kind == Verdict::Kind::machine;
    const std::string words = content::to_string(verdict);
    if (is_machine) news.machine.push_back(words);
    if (!is_machine) news.taken.push_back(words + outcome(*done));
    return {};
}

/// The display is another build now: what killed the former one is tried again.
Status DisplayWatch::lift(const std::string& program, News& news) const {
    const auto rows = content::quarantine_rows(cache_);
    if (!rows) return rows.error();
    auto known = trust_.quarantine().value_or(*rows);
    if (!content::lift_quarantine(known, program)) return {};
    if (auto saved = trust_.save(known); !saved) return saved;
    if (auto set = content::set_quarantine_rows(cache_, known); !set) return set;
    news.taken.emplace_back("the display was renewed: what its predecessor died of is shown again");
    news.is_lifted = true;
    return {};
}

/// The rows of the cache are anybody's: what counts is written down where only the agent writes.
Result<Restoring> DisplayWatch::take_back(const Verdict& verdict, const std::string& program) const {
    const auto before = content::quarantine_rows(cache_);
    if (!before) return before.error();
    auto done = content::carry_out(cache_, verdict, program);
    if (!done) return done;
    const auto after = content::quarantine_rows(cache_);
    if (!after) return after.error();
    if (*after == *before) return done;
    auto known = trust_.quarantine().value_or(*before);
    std::erase_if(known, [&](const auto& row) { return !after->contains(row.first); });  // only so many are kept
    for (const auto& [key, value] : *after) {
        if (!before->contains(key)) known.insert_or_assign(key, value);
    }
    if (auto saved = trust_.save(known); !saved) return saved.error();
    return done;
}

}  // namespace syncing
