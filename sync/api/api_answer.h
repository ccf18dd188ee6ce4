#pragma once

#include <string>
#include <string_view>

#include "content/base/json.h"
#include "content/base/result.h"
#include "sync/hub/http.h"
#include "sync/store/store.h"

/// What programs are answered: JSON, and where something is refused a word and a sentence.
namespace hub {

[[nodiscard]] HttpAnswer json_answer(const content::JsonValue& value);
/// {"code":"...","message":"..."}
[[nodiscard]] HttpAnswer refusal(int status, std::string_view code, std::string_view message);
/// For an error of the database or of a rule: 400 bad-request, 404 not-found, 409 too-many or too-late, 507 disk-full,
/// 503 busy. What of it is for the journal only, such as paths, is not told.
[[nodiscard]] HttpAnswer error_answer(const content::Error& error, const store::Store& store);
/// For what a screen sent that cannot be read: 401 bad-signature, 413 too-large, else 400 with `code`.
[[nodiscard]] HttpAnswer unreadable(const content::Error& error, std::string_view code);

}  // namespace hub
