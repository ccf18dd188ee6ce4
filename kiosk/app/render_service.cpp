#include "kiosk/app/render_service.h"

#include <algorithm>
#include <filesystem>
#include <list>
#include <memory>
#include <string>
#include <utility>

#include "content/base/finding.h"
#include "kiosk/app/content_source.h"
#include "kiosk/app/screen_profile.h"
#include "kiosk/render/render_lines.h"
#include "kiosk/render/renderer.h"

namespace kiosk {
namespace {

using content::Result;
using content::Snapshot;

constexpr std::size_t kept_sources = 3;  // a hub has its cache, and a pack that somebody edits

/// The content of caches and packs, those that were asked for last.
class Sources {
public:
    Result<std::shared_ptr<const Snapshot>> content_of(const RenderRequest& request) {
        Source& source = find(request);
        if (source.snapshot != nullptr && !source.content->has_changed()) return source.snapshot;
        auto loaded = source.content->load();
        if (!loaded) return loaded.error();
        source.snapshot = std::move(*loaded);
        return source.snapshot;
    }

private:
    struct Source {
        std::filesystem::path cache;
        std::filesystem::path pack;
        std::unique_ptr<ContentSource> content;
        std::shared_ptr<const Snapshot> snapshot{};
    };

    Source& find(const RenderRequest& request) {
        const auto found = std::ranges::find_if(sources_, [&](const Source& source) {
            return source.cache == request.cache && source.pack == request.pack;
        });
        if (found != sources_.end()) {
            sources_.splice(sources_.begin(), sources_, found);
        } else {
            auto content = request.pack.empty() ? source_of_cache(request.cache) : source_of_pack(request.pack);
            sources_.push_front({request.cache, request.pack, std::move(content)});
            if (sources_.size() > kept_sources) sources_.pop_back();
        }
        return sources_.front();
    }

    std::list<Source> sources_;  ///< the newest first
};

/// The settings of a profile count as those of the screen itself.
Result<Screen> screen_of(const std::string& text) {
    ScreenProfileReadResult reading = read_screen_profile(text, "settings");
    for (const content::Finding& finding : reading.findings) {
        if (finding.severity == content::Severity::error)
            return content::Error{content::Code::bad_input, content::to_string(finding)};
    }
    return std::move(reading.profile.screen);
}

}  // namespace

content::Status render_until_ended(Result<std::unique_ptr<Text>> text, std::string version, int in, int out) {
    if (!text) return text.error();
    QrCodes codes;
    Sources sources;
    Renderer renderer({{default_tokens(), default_strings(), **text, codes},
                       std::move(version),
                       [&sources](const RenderRequest& request) { return sources.content_of(request); },
                       screen_of});
    return answer_lines(in, out, max_render_line, [&renderer](std::string_view line) {
        const auto request = read_render_request(line);
        if (!request) return to_bytes(request.error(), 0);
        const auto answer = renderer.answer(*request);
        return answer ? to_bytes(*answer, request->ask) : to_bytes(answer.error(), request->id);
    });
}

}  // namespace kiosk
