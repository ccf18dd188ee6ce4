#include "sync/screens/glass_pictures.h"

#include <chrono>

#include "sync/screens/registry.h"
#include "sync/screens/screens_limits.h"
#include "sync/store/secret.h"

namespace screens {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using store::Store;

constexpr std::size_t wish_digits = 32;

/// Whoever was asked at this moment or before is asked no more.
Instant given_up(Instant now) {
    return now - std::chrono::seconds(limits::picture_wish_seconds);
}

Instant too_old(Instant now) {
    return now - std::chrono::seconds(limits::picture_seconds);
}

}  // namespace

Status ask_glass(Store& store, std::int64_t screen, Instant now) {
    return store.transaction([&]() -> Status {
        const auto found = find_screen(store, screen);
        if (!found) return found.error();
        if (found->standing != report::Standing::named)
            return Error{Code::bad_input, "only a screen that has a name here is asked for a picture"};
        store.query("INSERT OR REPLACE INTO glass_pictures(screen, wish, asked) VALUES(?, ?, ?)")
            .with(screen, store::new_secret().substr(0, wish_digits), now)
            .run();
        return {};
    });
}

Result<std::optional<std::string>> glass_wish(Store& store, std::int64_t screen, Instant now) {
    return store.read([&]() -> Result<std::optional<std::string>> {
        auto query = store.query("SELECT wish FROM glass_pictures WHERE screen = ? AND came IS NULL AND asked > ?");
        return query.with(screen, given_up(now)).next() ? std::optional(query.text(0)) : std::nullopt;
    });
}

Result<std::optional<ScreenGlass>> glass_of(Store& store, std::int64_t screen, Instant now) {
    return store.read([&]() -> Result<std::optional<ScreenGlass>> {
        auto query =
            store.query("SELECT asked, came, state, scene, png FROM glass_pictures WHERE screen = ? AND asked > ?");
        if (!query.with(screen, too_old(now)).next()) return std::optional<ScreenGlass>();
        ScreenGlass picture;
        picture.asked = query.instant(0);
        picture.came = query.optional_instant(1);
        picture.state =
            content::value_of(content::picture_answer_names, query.text(2)).value_or(content::PictureAnswer::in_use);
        picture.scene = query.text(3);
        picture.png = query.text(4);
        return std::optional(std::move(picture));
    });
}

Result<std::optional<Answer>> take_glass(Store& store, const report::SignedPicture& picture, Instant now) {
    return store.transaction(
        [&]() -> Result<std::optional<Answer>> {
            const auto screen = find_by_key(store, picture.screen);
            if (!screen) return screen.error();
            if (!*screen) return std::optional(Answer{403, "unknown-screen", "This hub does not know the screen."});
            if ((*screen)->standing == report::Standing::revoked)
                return std::optional(Answer{403, "revoked", "This screen's key is revoked."});
            const content::GlassPicture& said = picture.words;
            const int taken =
                store
                    .query(
                        "UPDATE glass_pictures SET came = ?, state = ?, scene = ?, png = ? WHERE screen = ? "
                        "AND wish = ? AND came IS NULL AND asked > ?")
                    .with(now, content::name_of(content::picture_answer_names, said.state), said.scene, said.png,
                          (*screen)->id, said.wish, too_old(now))
                    .run();
            if (taken == 0)
                return std::optional(
                    Answer{409, "no-such-wish", "Nobody has asked for this picture, or it came already."});
            return std::optional<Answer>();
        },
        store::Durability::soon);
}

int forget_glass(Store& store, Instant now) {
    return store.query("DELETE FROM glass_pictures WHERE asked <= ?").with(too_old(now)).run();
}

}  // namespace screens
