#include "sync/console/screens/glass_card.h"

#include <string>

#include "sync/console/forms.h"
#include "sync/console/page.h"

namespace console {
namespace {

/// What became of the last wish.
Html words_of(const Viewer& viewer, const screens::ScreenGlass& picture) {
    if (!picture.came) return joined({viewer.say("glass.waiting"), " ", moment_of(viewer, picture.asked)});
    if (picture.state == content::PictureAnswer::in_use)
        return joined({viewer.say("glass.in_use"), " ", moment_of(viewer, *picture.came)});
    return joined({viewer.say("glass.of"), " ", moment_of(viewer, *picture.came)});
}

}  // namespace

Html glass_card(const Viewer& viewer, const screens::Screen& screen,
                const std::optional<screens::ScreenGlass>& picture) {
    const std::string id = std::to_string(screen.id);
    Html shown;
    if (picture) shown += element(Tag::p, {{Attr::role, "status"}}, {words_of(viewer, *picture)});
    if (picture && !picture->png.empty()) {
        // Another address for another picture: no browser shows the one before.
        const Path source = (Path("/screens") / id / "glass.png")
                                .asking("at", std::to_string(picture->came->time_since_epoch().count()));
        shown += element(Tag::img, {{Link::src, source}, {Attr::css, "glass"}, {Attr::alt, viewer.say("glass.alt")}});
    }
    return element(
        Tag::section, {{Attr::css, "card"}},
        {element(Tag::h2, {}, {viewer.say("glass.title")}), element(Tag::p, {}, {viewer.say("glass.what")}), shown,
         form(viewer, Path("/screens/glass"),
              {hidden("screen", id), button(viewer.say("glass.ask"), Weight::second)})});
}

}  // namespace console
