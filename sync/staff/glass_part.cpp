#include "sync/staff/glass_part.h"

#include <utility>

#include "sync/hub/http_fields.h"
#include "sync/screens/glass_pictures.h"
#include "sync/screens/registry.h"
#include "sync/staff/gate.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Result;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

class GlassPart : public hub::HubPart {
public:
    explicit GlassPart(Gate gate) : gate_(std::move(gate)) {}

    std::vector<hub::HttpRoute> routes() override {
        return {route("POST", "/screens/glass", this, &GlassPart::ask),
                route("GET", "/screens/{id}/glass.png", this, &GlassPart::picture)};
    }

private:
    HttpAnswer ask(const HttpRequest& request);
    HttpAnswer picture(const HttpRequest& request);

    Gate gate_;
};

HttpAnswer GlassPart::ask(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto id = hub::read_number(posted.text("screen"));
        if (!id) return Error{Code::not_found, "no such screen"};
        const auto screen = screens::find_screen(gate_.store(), *id);
        if (!screen) return screen.error();
        posted.deed.subject = std::to_string(*id);
        posted.deed.details["name"] = screen->name;
        if (auto asked = screens::ask_glass(gate_.store(), *id, posted.asker.viewer.now); !asked) return asked.error();
        return go_to((console::Path("/screens") / std::to_string(*id)).asking("said", "glass.asked"));
    };
    return gate_.post(request, {Action::see_screens}, "screens.glass", act,
                      [](const Asker&, const Error& error) -> Result<std::string> {
                          return Error{Code::not_found, error.message};  // of one without a name there is no button
                      });
}

HttpAnswer GlassPart::picture(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto id = hub::read_number(request.parameters.at("id"));
        if (!id) return Error{Code::not_found, "no such screen"};
        const auto found = screens::glass_of(gate_.store(), *id, asker.viewer.now);
        if (!found) return found.error();
        if (!*found || (*found)->png.empty()) return Error{Code::not_found, "no picture"};
        return hub::page_answer("image/png", (*found)->png);
    });
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_glass_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<GlassPart>(std::move(*gate)));
}

}  // namespace staff
