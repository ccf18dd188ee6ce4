#include "sync/agent/news_watch.h"

#include "content/base/limits.h"

namespace syncing {
namespace {

namespace tuf = content::tuf;

}  // namespace

bool NewsWatch::has_news() {
    if (has_news_) return true;
    const bool is_look_due = is_due_ && is_due_();
    for (std::size_t i = 0; i < mirrors_.size(); ++i) {
        if (is_look_due && !asked_[i]) {
            asked_[i] =
                mirrors_[i]->begin({{"metadata/timestamp.json", content::limits::timestamp_metadata}}, Lane::beside);
        }
    }
    for (auto& asked : asked_) {
        if (!asked || !asked->go_on(milliseconds(0))) continue;
        for (const auto& answer : asked->take())
            has_news_ = has_news_ || (answer && is_newer(answer->bytes));
        asked.reset();
    }
    return has_news_;
}

bool NewsWatch::is_newer(std::string_view timestamp) const {
    const auto root_bytes = trusted_.load("root.json");
    const auto known_bytes = trusted_.load("timestamp.json");
    if (!root_bytes || !known_bytes) return false;
    const auto root = tuf::parse_root(*root_bytes);
    const auto known = tuf::parse_timestamp(*known_bytes);
    const auto offered = tuf::parse_timestamp(timestamp);
    if (!root || !known || !offered || offered->content.version <= known->content.version) return false;
    return tuf::check_signatures(offered->canonical, offered->signatures, tuf::authority_of(root->content, "timestamp"),
                                 tuf::verify_ed25519, "timestamp.json")
        .has_value();
}

}  // namespace syncing
