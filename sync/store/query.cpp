#include "sync/store/query.h"

#include <sqlite3.h>

#include <utility>

#include "sync/store/database.h"

namespace store {
namespace {

/// A transaction that failed may be over before its body notices; what comes after it must not be written alone.
void need_transaction(const Prepared& prepared) {
    if (sqlite3_get_autocommit(prepared.database.getHandle()) != 0)
        throw SQLite::Exception("a query outside of a transaction", SQLITE_ABORT);
}

}  // namespace

Query::Query(Prepared& prepared) : prepared_(&prepared) {
    prepared_->is_running = true;
}

Query::~Query() {
    if (prepared_ == nullptr) return;
    static_cast<void>(prepared_->statement.tryReset());
    prepared_->statement.clearBindings();
    prepared_->is_running = false;
}

Query::Query(Query&& other) noexcept
    : prepared_(std::exchange(other.prepared_, nullptr)), bound_(std::exchange(other.bound_, 0)) {}

bool Query::next() {
    need_transaction(*prepared_);
    return prepared_->statement.executeStep();
}

int Query::run() {
    need_transaction(*prepared_);
    return prepared_->statement.exec();
}

std::int64_t Query::integer(int column) const {
    return prepared_->statement.getColumn(column).getInt64();
}

std::string Query::text(int column) const {
    return prepared_->statement.getColumn(column).getString();
}

bool Query::is_null(int column) const {
    return prepared_->statement.getColumn(column).isNull();
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

void Query::bind(std::int64_t value) {
    prepared_->statement.bind(++bound_, value);
}

void Query::bind(std::string_view value) {
    prepared_->statement.bind(++bound_, std::string(value));
}

void Query::bind(std::nullopt_t /*value*/) {
    prepared_->statement.bind(++bound_);
}

}  // namespace store
