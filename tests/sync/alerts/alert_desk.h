#pragma once

#include <doctest/doctest.h>

#include <array>
#include <memory>

#include "sync/alerts/alerts_schema.h"
#include "sync/store/store.h"
#include "tests/support/temporary_folder.h"

namespace alerts_test {

/// A database with the tables of alerts.
class AlertDesk {
public:
    AlertDesk() { reopen(); }
    /// As a program that starts anew finds it.
    void reopen() {
        static const std::array parts = {alerts::schema()};
        database.reset();
        auto opened = store::Store::open(folder / "hub.db", parts, store::Opening::create);
        if (!opened) FAIL(opened.error().message);
        database = std::move(*opened);
    }
    [[nodiscard]] store::Store& store() { return *database; }

    TemporaryFolder folder{};
    std::unique_ptr<store::Store> database{};
};

}  // namespace alerts_test
