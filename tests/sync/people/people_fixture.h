#pragma once

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <memory>

#include "content/base/private_folder.h"
#include "sync/people/logbook.h"
#include "sync/people/one_time_code.h"
#include "sync/people/people.h"
#include "sync/people/people_schema.h"

/// A database of a hub in a folder that goes away, with people in it.
namespace people_test {

inline const content::Instant monday = content::Instant(std::chrono::seconds(1'700'000'000));
inline const people::Grant admin_grant{people::Role::admin, {}, {}};

struct Desk {
    content::Result<content::PrivateFolder> folder =
        content::PrivateFolder::make(std::filesystem::temp_directory_path());
    std::unique_ptr<store::Store> database = open();
    people::People people{*database};
    people::Logbook log{*database};

    [[nodiscard]] std::filesystem::path file() const { return folder->path() / store::file_name; }
    [[nodiscard]] std::unique_ptr<store::Store> open() const {
        const std::array parts = {people::schema()};
        auto opened = store::Store::open(file(), parts, store::Opening::create);
        REQUIRE(opened);
        return std::move(*opened);
    }

    /// Somebody who came by a link. The password's hash is a text that no password has.
    people::NewAccount add(const std::string& login, std::vector<people::Grant> grants) {
        const auto token = people.offer({{}, login, login, std::move(grants), {}, monday + std::chrono::hours(1)});
        REQUIRE(token);
        auto made = people.accept(*token, {{}, {}, "$argon2id$none", 0}, monday);
        REQUIRE(made);
        return std::move(*made);
    }
};

}  // namespace people_test
