#include "sync/people/passkey_book.h"

#include <chrono>

#include "content/base/hex.h"
#include "content/base/text.h"
#include "sync/people/base64url.h"

namespace people {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;

std::int64_t passkeys_of(store::Store& database, const std::string& account) {
    auto row = database.query("SELECT count(*) FROM people_passkey WHERE account = ?");
    row.with(account);
    return row.next() ? row.integer(0) : 0;
}

bool has_password(store::Store& database, const std::string& account) {
    auto row = database.query("SELECT password != '' FROM people_account WHERE id = ?");
    row.with(account);
    return row.next() && row.integer(0) != 0;
}

}  // namespace

Status PasskeyBook::add(const std::string& account, const std::string& name, const NewPasskey& key, Instant now) {
    if (name.empty() || name.size() > max_passkey_name_bytes ||
        content::has_forbidden_character(name, content::Lines::one))
        return Error{Code::bad_input, "bad-name"};
    return database_->transaction([&]() -> Status {
        const auto known = find(key.id);
        if (!known) return known.error();
        if (*known) return Error{Code::bad_input, "passkey-known"};
        if (passkeys_of(*database_, account) >= static_cast<std::int64_t>(max_passkeys))
            return Error{Code::bad_input, "many-passkeys"};
        database_->query("INSERT INTO people_passkey VALUES (?, ?, ?, ?, ?, ?, NULL)")
            .with(to_base64url(key.id), account, name, content::to_hex(key.public_key), key.counter, now)
            .run();
        return {};
    });
}

Result<std::vector<Passkey>> PasskeyBook::of(const std::string& account) {
    return database_->read([&]() -> Result<std::vector<Passkey>> {
        std::vector<Passkey> all;
        auto rows = database_->query(
            "SELECT id, name, made, used FROM people_passkey WHERE account = ? ORDER BY made DESC, id");
        rows.with(account);
        while (rows.next()) {
            Passkey one{rows.text(0), rows.text(1), rows.instant(2), {}};
            one.used = rows.optional_instant(3);
            all.push_back(std::move(one));
        }
        return all;
    });
}

Result<std::optional<KnownPasskey>> PasskeyBook::find(std::string_view id) {
    return database_->read([&]() -> Result<std::optional<KnownPasskey>> {
        auto row = database_->query("SELECT account, name, public_key, counter FROM people_passkey WHERE id = ?");
        row.with(to_base64url(id));
        if (!row.next()) return std::optional<KnownPasskey>();
        KnownPasskey found{row.text(0), row.text(1), {std::string(id), {}, row.integer(3)}};
        found.key.public_key = content::from_hex(row.text(2)).value_or(std::string());
        return std::optional(std::move(found));
    });
}

Status PasskeyBook::note_use(std::string_view id, std::int64_t counter, Instant now) {
    return database_->transaction([&]() -> Status {
        database_->query("UPDATE people_passkey SET counter = ?, used = ? WHERE id = ?")
            .with(counter, now, to_base64url(id))
            .run();
        return {};
    });
}

Result<std::string> PasskeyBook::remove(const std::string& account, const std::string& id) {
    return database_->transaction([&]() -> Result<std::string> {
        auto row = database_->query("SELECT name FROM people_passkey WHERE account = ? AND id = ?");
        row.with(account, id);
        if (!row.next()) return Error{Code::not_found, "no such passkey"};
        std::string name = row.text(0);
        if (passkeys_of(*database_, account) == 1 && !has_password(*database_, account))
            return Error{Code::bad_input, "last-passkey"};
        database_->query("DELETE FROM people_passkey WHERE account = ? AND id = ?").with(account, id).run();
        return name;
    });
}

}  // namespace people
