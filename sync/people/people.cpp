#include "sync/people/people.h"

#include <algorithm>

#include "content/base/text.h"
#include "sync/people/one_time_code.h"
#include "sync/people/passkey_book.h"
#include "sync/people/secret_token.h"
#include "sync/store/secret.h"

namespace people {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;

constexpr std::string_view account_columns = "id, login, name, grants, is_closed, since";

std::string select_accounts(std::string_view rest) {
    return "SELECT " + std::string(account_columns) + ", password, code_secret, code_step FROM people_account " +
           std::string(rest);
}

/// Of a row of select_accounts().
Result<Credentials> read_account(const store::Query& row) {
    Credentials all;
    all.account.id = row.text(0);
    all.account.login = row.text(1);
    all.account.name = row.text(2);
    auto grants = read_grants(row.text(3));
    if (!grants) return grants.error().in("account " + all.account.id);
    all.account.grants = std::move(*grants);
    all.account.is_closed = row.integer(4) != 0;
    all.account.since = row.instant(5);
    all.password_hash = row.text(6);
    all.code_secret = row.text(7);
    all.code_step = row.integer(8);
    return all;
}

Result<std::optional<Credentials>> find_account(store::Store& database, std::string_view column,
                                                const std::string& value) {
    auto row = database.query(select_accounts("WHERE " + std::string(column) + " = ?"));
    row.with(value);
    if (!row.next()) return std::optional<Credentials>();
    auto found = read_account(row);
    if (!found) return found.error();
    return std::optional(std::move(*found));
}

Result<std::vector<Account>> all_accounts(store::Store& database) {
    std::vector<Account> all;
    auto rows = database.query(select_accounts("ORDER BY name, login"));
    while (rows.next()) {
        auto one = read_account(rows);
        if (!one) return one.error();
        all.push_back(std::move(one->account));
    }
    return all;
}

/// Of a row with account, login, name, grants, code_secret, until.
Result<LinkOffer> read_offer(const store::Query& row) {
    LinkOffer offer;
    offer.account = row.text(0);
    offer.login = row.text(1);
    offer.name = row.text(2);
    auto grants = read_grants(row.text(3));
    if (!grants) return grants.error().in("a link");
    offer.grants = std::move(*grants);
    offer.code_secret = row.text(4);
    offer.until = row.instant(5);
    return offer;
}

constexpr std::string_view offer_columns = "account, login, name, grants, code_secret, until";

std::int64_t count_rows(store::Store& database, std::string_view table) {
    auto row = database.query("SELECT count(*) FROM " + std::string(table));
    return row.next() ? row.integer(0) : 0;
}

void forget_secrets_of(store::Store& database, const std::string& account) {
    database.query("DELETE FROM people_session WHERE account = ?").with(account).run();
    database.query("DELETE FROM people_recovery WHERE account = ?").with(account).run();
    database.query("DELETE FROM people_passkey WHERE account = ?").with(account).run();
}

std::vector<std::string> replace_recovery_codes(store::Store& database, const std::string& account) {
    auto codes = new_recovery_codes();
    for (const std::string& code : codes) {
        database.query("INSERT INTO people_recovery VALUES (?, ?)")
            .with(hash_of(account + normal_recovery_code(code)), account)
            .run();
    }
    return codes;
}

Error taken() {
    return {Code::bad_input, "taken"};
}

/// What the person with the link gets: the account that it names, or a new one, of the id `fresh`. Who has no password
/// needs no codes either.
Result<Account> write_account(store::Store& database, const LinkOffer& offer, const std::string& fresh,
                              const Acceptance& typed, Instant now) {
    const std::string code_secret = typed.passkey ? std::string() : offer.code_secret;
    Account account{offer.account,
                    offer.login.empty() ? typed.login : offer.login,
                    typed.name.empty() ? offer.name : typed.name,
                    offer.grants,
                    false,
                    now};
    const auto holder = find_account(database, "login", account.login);
    if (!holder) return holder.error();
    if (offer.account.empty()) {
        if (*holder) return taken();
        account.id = fresh;
        database.query("INSERT INTO people_account VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?)")
            .with(account.id, account.login, account.name, to_json(account.grants), now, typed.password_hash,
                  code_secret, typed.code_step)
            .run();
        return account;
    }
    if (!*holder || (*holder)->account.id != offer.account) return taken();
    database.query("UPDATE people_account SET password = ?, code_secret = ?, code_step = ? WHERE id = ?")
        .with(typed.password_hash, code_secret, typed.code_step, offer.account)
        .run();
    forget_secrets_of(database, offer.account);
    return (*holder)->account;
}

/// Whether somebody could still invite others, now and for good.
bool has_lasting_admin(const std::vector<Account>& accounts) {
    return std::ranges::any_of(accounts, [](const Account& account) {
        return !account.is_closed && std::ranges::any_of(account.grants, [](const Grant& grant) {
            return grant.role == Role::admin && grant.groups.empty() && !grant.until;
        });
    });
}

bool is_login_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("@._+-").find(c) != std::string_view::npos;
}

}  // namespace

Result<std::string> normal_login(std::string_view typed) {
    std::string login = content::to_lower(content::trim(typed));
    if (login.empty() || login.size() > max_login_bytes || !std::ranges::all_of(login, is_login_character))
        return Error{Code::bad_input, "bad-login"};
    return login;
}

bool is_person_name(std::string_view name) {
    return !name.empty() && name.size() <= max_name_bytes &&
           !content::has_forbidden_character(name, content::Lines::one);
}

LinkOffer offer_again(const Account& account, Instant until) {
    return {account.id, account.login, account.name, account.grants, {}, until};
}

Result<std::string> People::offer(LinkOffer offer) {
    offer.code_secret = new_code_secret();
    std::string token = store::new_secret();
    const auto written = database_->transaction([&]() -> Status {
        if (count_rows(*database_, "people_account") >= static_cast<std::int64_t>(max_accounts) ||
            count_rows(*database_, "people_link") >= static_cast<std::int64_t>(max_accounts)) {
            return Error{Code::bad_input, "too-many"};
        }
        const auto holder = find_account(*database_, "login", offer.login);
        if (!holder) return holder.error();
        if (*holder && (*holder)->account.id != offer.account) return taken();
        database_->query("DELETE FROM people_link WHERE login = ? AND account = ?")
            .with(offer.login, offer.account)
            .run();
        database_->query("INSERT INTO people_link VALUES (?, ?, ?, ?, ?, ?, ?)")
            .with(hash_of(token), offer.account, offer.login, offer.name, to_json(offer.grants), offer.code_secret,
                  offer.until)
            .run();
        return {};
    });
    if (!written) return written.error();
    return token;
}

Result<std::optional<LinkOffer>> People::offered(std::string_view token, Instant now) {
    return database_->read([&]() -> Result<std::optional<LinkOffer>> {
        auto row =
            database_->query("SELECT " + std::string(offer_columns) + " FROM people_link WHERE hash = ? AND until > ?");
        row.with(hash_of(token), now);
        if (!row.next()) return std::optional<LinkOffer>();
        auto offer = read_offer(row);
        if (!offer) return offer.error();
        return std::optional(std::move(*offer));
    });
}

Result<NewAccount> People::accept(std::string_view token, const Acceptance& typed, Instant now) {
    if (typed.password_hash.empty() != typed.passkey.has_value()) return Error{Code::bad_input, "no-way-in"};
    return database_->transaction([&]() -> Result<NewAccount> {
        const auto offer = offered(token, now);
        if (!offer) return offer.error();
        if (!*offer) return Error{Code::not_found, "the link was used, or its time is over"};
        auto account = write_account(*database_, **offer, id_of_link(token), typed, now);
        if (!account) return account.error();
        database_->query("DELETE FROM people_link WHERE hash = ?").with(hash_of(token)).run();
        NewAccount made;
        if (typed.passkey) {
            PasskeyBook book(*database_);
            if (auto added = book.add(account->id, typed.passkey_name, *typed.passkey, now); !added)
                return added.error();
        } else {
            made.recovery_codes = replace_recovery_codes(*database_, account->id);
        }
        made.account = std::move(*account);
        return made;
    });
}

Result<std::vector<LinkOffer>> People::open_offers(Instant now) {
    return database_->read([&]() -> Result<std::vector<LinkOffer>> {
        std::vector<LinkOffer> all;
        auto rows = database_->query(
            "SELECT account, login, name, grants, '', until FROM people_link "
            "WHERE until > ? ORDER BY until");
        rows.with(now);
        while (rows.next()) {
            auto offer = read_offer(rows);
            if (!offer) return offer.error();
            all.push_back(std::move(*offer));
        }
        return all;
    });
}

Status People::withdraw(const std::string& login) {
    return database_->transaction([&]() -> Status {
        const int gone = database_->query("DELETE FROM people_link WHERE login = ?").with(login).run();
        return gone > 0 ? Status() : Status(Error{Code::not_found, "no open link"});
    });
}

Result<std::vector<Account>> People::accounts() {
    return database_->read([&] { return all_accounts(*database_); });
}

Result<std::optional<Account>> People::account(const std::string& id) {
    return database_->read([&]() -> Result<std::optional<Account>> {
        const auto found = find_account(*database_, "id", id);
        if (!found) return found.error();
        return *found ? std::optional((*found)->account) : std::nullopt;
    });
}

Status People::change(const Account& account, Instant now) {
    return database_->transaction([&]() -> Status {
        const int changed =
            database_->query("UPDATE people_account SET name = ?, grants = ?, is_closed = ? WHERE id = ?")
                .with(account.name, to_json(account.grants), account.is_closed, account.id)
                .run();
        if (changed == 0) return Error{Code::not_found, "no such account"};
        const auto all = all_accounts(*database_);
        if (!all) return all.error();
        if (!has_lasting_admin(*all)) return Error{Code::bad_input, "last-admin"};
        if (!is_active(account, now)) return end_sessions_of(account.id);
        return {};
    });
}

Result<std::optional<Credentials>> People::credentials(const std::string& login) {
    return database_->read([&] { return find_account(*database_, "login", login); });
}

Status People::use_code(const std::string& account, std::int64_t step) {
    return database_->transaction([&]() -> Status {
        const int used = database_->query("UPDATE people_account SET code_step = ? WHERE id = ? AND code_step < ?")
                             .with(step, account, step)
                             .run();
        return used > 0 ? Status() : Status(Error{Code::outdated, "this code was used before"});
    });
}

Result<std::optional<std::size_t>> People::use_recovery_code(const std::string& account, std::string_view normal) {
    return database_->transaction([&]() -> Result<std::optional<std::size_t>> {
        const int used = database_->query("DELETE FROM people_recovery WHERE hash = ? AND account = ?")
                             .with(hash_of(account + std::string(normal)), account)
                             .run();
        if (used == 0) return std::optional<std::size_t>();
        auto row = database_->query("SELECT count(*) FROM people_recovery WHERE account = ?");
        row.with(account);
        return std::optional(row.next() ? static_cast<std::size_t>(row.integer(0)) : 0U);
    });
}

Result<std::string> People::begin_session(const std::string& account, Computer computer, Instant now) {
    std::string token = store::new_secret();
    const auto written = database_->transaction([&]() -> Status {
        database_->query("DELETE FROM people_session WHERE seen < ? OR begun < ?")
            .with(now - session_idle, now - session_length)
            .run();
        database_->query("DELETE FROM people_link WHERE until <= ?").with(now).run();
        database_->query("INSERT INTO people_session VALUES (?, ?, ?, ?, ?)")
            .with(hash_of(token), account, now, now, computer == Computer::shared)
            .run();
        return {};
    });
    if (!written) return written.error();
    return token;
}

Result<std::optional<SignedIn>> People::signed_in(std::string_view token, Instant now, Asking by) {
    const std::string hash = hash_of(token);
    auto found = database_->read([&]() -> Result<std::optional<SignedIn>> {
        auto row = database_->query("SELECT account, begun, seen, is_shared FROM people_session WHERE hash = ?");
        row.with(hash);
        if (!row.next()) return std::optional<SignedIn>();
        SignedIn who;
        who.session = {hash, row.text(0), row.instant(1), row.instant(2),
                       row.integer(3) != 0 ? Computer::shared : Computer::own};
        auto holder = find_account(*database_, "id", who.session.account);
        if (!holder) return holder.error();
        if (!*holder || !is_alive(who.session, now) || !is_active((*holder)->account, now))
            return std::optional<SignedIn>();
        who.account = std::move((*holder)->account);
        return std::optional(std::move(who));
    });
    if (!found || !*found || by == Asking::page || now - (*found)->session.seen < session_note) return found;
    // Who cannot be noted, because the disk is full, is there all the same, and sees that it is.
    static_cast<void>(database_->transaction(
        [&]() -> Status {
            database_->query("UPDATE people_session SET seen = ? WHERE hash = ?").with(now, hash).run();
            return {};
        },
        store::Durability::soon));
    return found;
}

Status People::end_session(std::string_view token) {
    return database_->transaction([&]() -> Status {
        database_->query("DELETE FROM people_session WHERE hash = ?").with(hash_of(token)).run();
        return {};
    });
}

Status People::end_sessions_of(const std::string& account) {
    return database_->transaction([&]() -> Status {
        database_->query("DELETE FROM people_session WHERE account = ?").with(account).run();
        return {};
    });
}

}  // namespace people
