#include "sync/screens/picture.h"

namespace screens {
namespace {

using content::Code;
using content::Error;
using content::Status;

}  // namespace

Status note_picture(store::Store& store, std::int64_t screen, const Picture& picture) {
    return store.transaction(
        [&]() -> Status {
            auto known = store.query("SELECT 1 FROM screens WHERE id = ?");
            if (!known.with(screen).next()) return Error{Code::not_found, "no such screen"};
            store
                .query(
                    "INSERT INTO pictures(screen, state, why, drawn, width, height, since, checked) VALUES(?, ?, ?, ?, "
                    "?, ?, ?, ?) ON CONFLICT DO UPDATE SET since = CASE WHEN state = excluded.state THEN since ELSE "
                    "excluded.since END, state = excluded.state, why = excluded.why, drawn = excluded.drawn, "
                    "width = excluded.width, height = excluded.height, checked = excluded.checked")
                .with(screen, content::name_of(picture_names, picture.state), content::name_of(why_names, picture.why),
                      picture.drawn, picture.width, picture.height, picture.checked, picture.checked)
                .run();
            return {};
        },
        store::Durability::soon);
}

}  // namespace screens
