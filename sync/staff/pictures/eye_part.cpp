#include "sync/staff/pictures/eye_part.h"

#include <sys/stat.h>

#include <chrono>
#include <set>
#include <utility>

#include "sync/console/screens/picture_parts.h"
#include "sync/eye/eye.h"
#include "sync/eye/eye_limits.h"
#include "sync/hub/http_fields.h"
#include "sync/hub/hub_folder.h"
#include "sync/screens/profile.h"
#include "sync/screens/registry.h"
#include "sync/staff/gate.h"
#include "sync/staff/pictures/preview_part.h"

namespace staff {
namespace {

using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;
using screens::Screen;

constexpr content::Steady patience = std::chrono::seconds(15);  // of who asks what comes next

/// Each item once, when its turn comes first. Pages of the programme and of the links are one item.
std::vector<console::ComingTurn> first_turns(const eye::Drawing& drawing) {
    std::set<std::string> seen;
    std::vector<console::ComingTurn> turns;
    for (const eye::Drawing::Turn& turn : drawing.turns) {
        const std::string kind = turn.scene.substr(0, turn.scene.find(':'));
        const bool has_pages = kind == "programme" || kind == "links";
        if (kind == "clock" || kind == "closed" || !seen.insert(has_pages ? kind : turn.scene).second) continue;
        turns.push_back({turn.at, turn.scene, turn.language, turn.title});
    }
    return turns;
}

class EyePart : public hub::HubPart {
public:
    EyePart(const Gate& gate, const hub::HubServices& services, std::unique_ptr<eye::Eye> eye,
            const std::filesystem::path& folder)
        : gate_(gate), services_(services), eye_(std::move(eye)), preview_(gate, services, eye_.get(), folder) {}

    std::vector<hub::HttpRoute> routes() override {
        auto all = preview_.routes();
        all.push_back(route("GET", "/screens/pictures/{hash}", this, &EyePart::picture));
        all.push_back(route("GET", "/screens/{id}/next", this, &EyePart::next));
        return all;
    }
    void tick(Instant now) override;
    std::string metrics(hub::MetricsForm form) override;

private:
    HttpAnswer picture(const HttpRequest& request);
    HttpAnswer next(const HttpRequest& request);
    Result<std::vector<std::int64_t>> changed_screens(Instant now);
    Status look_at_news(Instant now);
    Status note_blindness(Instant now);
    Status note_looked();
    void log_once(const Status& status);

    Gate gate_;
    hub::HubServices services_;
    std::unique_ptr<eye::Eye> eye_;  ///< null: there is no renderer
    Preview preview_;
    std::optional<std::int64_t> timestamp_{};  ///< that the eye was told of
    Instant heard_{};                          ///< reports until then were looked at
    std::string trouble_{};
};

void EyePart::tick(Instant now) {
    if (eye_ == nullptr) return log_once(note_blindness(now));
    const auto state = services_.state();
    const auto timestamp = state.published ? std::optional(state.published->timestamp) : std::nullopt;
    if (timestamp != timestamp_) {
        timestamp_ = timestamp;
        heard_ = {};  // who has the release already is looked at again
        eye_->published();
    }
    for (const std::string& line : eye_->take_lines())
        services_.log(line);
    Status done = look_at_news(now);
    if (done) done = note_looked();
    log_once(done);
}

/// A failure of the database is said once, and not each second.
void EyePart::log_once(const Status& status) {
    const std::string trouble = status ? std::string() : status.error().message;
    if (!trouble.empty() && trouble != trouble_) services_.log(trouble);
    trouble_ = trouble;
}

/// Those that reported since they were looked for last, not all at once.
Result<std::vector<std::int64_t>> EyePart::changed_screens(Instant now) {
    store::Store& store = services_.store;
    std::vector<std::int64_t> changed;
    const Status found = store.read([&]() -> Status {
        auto query = store.query("SELECT id, seen FROM screens WHERE seen > ? AND standing <> 'revoked' ORDER BY seen");
        query.with(heard_);
        while (query.next() && changed.size() < eye::limits::changed_at_once) {
            changed.push_back(query.integer(0));
            heard_ = query.instant(1);
        }
        return {};
    });
    if (!found) return found.error();
    // Reports of the second that is under way may still come.
    if (heard_ >= now) heard_ = now - std::chrono::seconds(1);
    return changed;
}

/// Without a renderer nothing can be said of any screen, which pages say.
Status EyePart::note_blindness(Instant now) {
    const auto changed = changed_screens(now);
    if (!changed) return changed.error();
    screens::Picture picture;
    picture.why = screens::Why::no_renderer;
    picture.since = picture.checked = now;
    for (const std::int64_t id : *changed) {
        const auto screen = screens::find_screen(services_.store, id);
        if (!screen) return screen.error();
        if (screen->picture && screen->picture->why == picture.why) continue;
        if (auto noted = screens::note_picture(services_.store, id, picture); !noted) return noted;
    }
    return {};
}

Status EyePart::look_at_news(Instant now) {
    store::Store& store = services_.store;
    const auto changed = changed_screens(now);
    if (!changed) return changed.error();
    for (const std::int64_t id : *changed) {
        const auto screen = screens::find_screen(store, id);
        if (!screen) return screen.error();
        auto settings = screens::settings_of(store, id);
        if (!settings) return settings.error();
        eye_->look_at(*screen, std::move(*settings));
    }
    return {};
}

Status EyePart::note_looked() {
    const auto looked = eye_->take_looked();
    if (looked.empty()) return {};
    store::Store& store = services_.store;
    return store.transaction(
        [&]() -> Status {
            for (const eye::Looked& one : looked) {
                if (auto noted = screens::note_picture(store, one.screen, one.picture); !noted) return noted;
            }
            return {};
        },
        store::Durability::soon);
}

HttpAnswer EyePart::picture(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker&) -> Result<HttpAnswer> {
        const Error none{content::Code::not_found, "no such picture"};
        if (eye_ == nullptr) return none;
        content::Descriptor file = eye_->pictures().open(request.parameters.at("hash"));
        struct stat info {};
        if (!file.is_open() || ::fstat(file.value(), &info) != 0 || !S_ISREG(info.st_mode)) return none;
        HttpAnswer answer = hub::page_answer("image/png", {});
        for (auto& [name, value] : answer.headers) {
            if (name == "Cache-Control") value = "private, max-age=86400, immutable";  // its name is its hash
        }
        answer.file = hub::FilePart{std::move(file), 0, info.st_size};
        return answer;
    });
}

HttpAnswer EyePart::next(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto id = hub::read_number(request.parameters.at("id"));
        if (!id) return Error{content::Code::not_found, "no such screen"};
        auto screen = screens::find_screen(gate_.store(), *id);
        if (!screen) return screen.error();
        auto settings = screens::settings_of(gate_.store(), *id);
        if (!settings) return settings.error();
        const auto question = eye_ ? eye_->ask_turns(*screen, *settings, asker.viewer.now) : nullptr;
        const auto page_with = [viewer = asker.viewer,
                                shown = std::move(*screen)](std::optional<std::vector<console::ComingTurn>> turns) {
            return html(console::turns_page(viewer, {shown, std::move(turns)}));
        };
        if (question == nullptr) return page_with(std::nullopt);
        HttpAnswer later;
        later.later = [question, page_with, until = content::steady_now() + patience]() -> std::optional<HttpAnswer> {
            const auto answer = question->answer();
            if (!answer && content::steady_now() < until) return std::nullopt;
            if (!answer || !*answer) return page_with(std::nullopt);
            return page_with(first_turns(**answer));
        };
        return later;
    });
}

std::string EyePart::metrics(hub::MetricsForm form) {
    if (eye_ == nullptr) return {};
    const auto counts = eye_->counts();
    std::string text =
        hub::metric_family("pictures", "counter", "Pictures of screens, by how the hub came to them.", form);
    text += hub::metric_sample("pictures_total", "from=\"drawn\"", counts.drawn);
    text += hub::metric_sample("pictures_total", "from=\"reused\"", counts.reused);
    text += hub::metric_sample("pictures_total", "from=\"failed\"", counts.failed);
    text += hub::metric_family("renderer_starts", "counter", "How often a renderer was begun.", form);
    return text + hub::metric_sample("renderer_starts_total", "", counts.starts);
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_eye_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    const auto settings = hub::load_settings(services.folder);
    std::unique_ptr<eye::Eye> eye;
    std::filesystem::path folder;
    if (const auto renderer = settings ? eye::find_renderer(settings->renderer) : std::filesystem::path();
        !renderer.empty()) {
        folder = settings->database.parent_path() / "eye";
        eye = std::make_unique<eye::Eye>(eye::EyeOptions{settings->depot, folder, renderer, services.now});
    }
    return std::unique_ptr<hub::HubPart>(
        std::make_unique<EyePart>(*gate, services, std::move(eye), folder / "preview"));
}

}  // namespace staff
