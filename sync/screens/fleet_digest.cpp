#include "sync/screens/fleet_digest.h"

#include <fmt/format.h>

#include <iterator>

#include "content/base/sha256.h"
#include "sync/screens/standing.h"

namespace screens {

std::string fleet_digest(const std::vector<Screen>& all, content::Instant now) {
    std::string facts;
    const auto out = std::back_inserter(facts);
    for (const Screen& screen : all) {
        const Standing standing = standing_of(screen, now);
        fmt::format_to(out, "{}\n{}\n{}\n{}\n{} {} {}\n", screen.id, screen.name, screen.place,
                       fmt::join(screen.groups, ","), static_cast<int>(screen.standing),
                       static_cast<int>(standing.presence),
                       standing.since ? standing.since->time_since_epoch().count() : 0);
        for (const Concern concern : concerns_of(screen, now))
            fmt::format_to(out, "{} {}\n", static_cast<int>(concern), words_of(concern, screen));
        if (const auto& picture = screen.picture) {
            fmt::format_to(out, "{} {} {}\n", static_cast<int>(picture->state), static_cast<int>(picture->why),
                           picture->drawn);
        }
        if (!screen.report) continue;
        fmt::format_to(out, "{}\n", screen.report->release);
        if (const auto& glass = screen.report->glass)
            fmt::format_to(out, "{} {} {}\n", glass->scene, glass->language, glass->has_visit);
    }
    return content::sha256(facts);
}

}  // namespace screens
