#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/screens/screen.h"
#include "sync/store/store.h"

/// Which screens there are, and what people say about them. Each function is a transaction, or a part of the caller's.
namespace screens {

/// By name, those without one behind them, in the order in which they came; those revoked are left out unless asked
/// for.
enum class Which { present, all };
[[nodiscard]] content::Result<std::vector<Screen>> list_screens(store::Store& store, Which which = Which::present);
/// Code::not_found.
[[nodiscard]] content::Result<Screen> find_screen(store::Store& store, std::int64_t id);
/// By its id, its whole key or the first eight digits of it, or its name. Code::not_found; bad_input when several have
/// these digits, or one is called as another is numbered.
[[nodiscard]] content::Result<Screen> find_screen(store::Store& store, std::string_view words);
[[nodiscard]] content::Result<std::optional<Screen>> find_by_key(store::Store& store, std::string_view key);
/// The newest first.
[[nodiscard]] content::Result<std::vector<Boot>> boots_of(store::Store& store, std::int64_t id);

/// Code::bad_input with what is wrong with a name, a place or a group.
[[nodiscard]] content::Status check_naming(const Naming& naming);
/// Gives a screen its name, place and groups, or others. Code::not_found; bad_input, also when another one has that
/// name or this one is revoked.
[[nodiscard]] content::Status name_screen(store::Store& store, std::int64_t id, const Naming& naming,
                                          content::Instant now);
/// Name, place, groups and settings (profile.h) of `old_id` go to `new_id`, which must have no name yet; the old one's
/// key is revoked. Code::not_found, bad_input.
[[nodiscard]] content::Status replace_screen(store::Store& store, std::int64_t old_id, std::int64_t new_id,
                                             content::Instant now);
/// Its key may never report again, and its name is free. Code::not_found; bad_input when it is revoked already.
[[nodiscard]] content::Status revoke_screen(store::Store& store, std::int64_t id, content::Instant now);

/// Until when screens without a ticket may come; nothing: they may not.
[[nodiscard]] content::Result<std::optional<content::Instant>> pairing_until(store::Store& store, content::Instant now);
/// 1 to limits::pairing_minutes; 0 ends it. Code::bad_input.
[[nodiscard]] content::Status open_pairing(store::Store& store, int minutes, content::Instant now);

}  // namespace screens
