#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "content/tuf/updater.h"
#include "sync/transport/transport.h"

namespace syncing {

/// Looks for a newer release while the files of one are on their way, over connections that those files do not block:
/// news of 12 kB must not wait for photos of 9 MB. Believes only a timestamp that trusted keys have signed.
class NewsWatch {
public:
    /// `is_due` says when to look; each has_news() asks it.
    NewsWatch(std::vector<Transport*> mirrors, const content::tuf::TrustedStore& trusted, std::function<bool()> is_due)
        : mirrors_(std::move(mirrors)), trusted_(trusted), is_due_(std::move(is_due)), asked_(mirrors_.size()) {}

    /// Never waits. True once a mirror has a newer timestamp than the trusted one, and from then on.
    [[nodiscard]] bool has_news();

private:
    [[nodiscard]] bool is_newer(std::string_view timestamp) const;

    std::vector<Transport*> mirrors_;
    const content::tuf::TrustedStore& trusted_;
    std::function<bool()> is_due_;
    std::vector<std::unique_ptr<Pending>> asked_;  ///< for each mirror; null: not under way
    bool has_news_ = false;
};

}  // namespace syncing
