#pragma once

#include <array>
#include <filesystem>
#include <memory>

#include "content/base/private_folder.h"
#include "sync/store/store.h"
#include "tests/fuzz/fuzz.h"

namespace fuzz {

/// A hub's database that all inputs of a target share: what one leaves there the next must bear.
struct HubStore {
    explicit HubStore(const store::SchemaPart& part) {
        auto made = content::PrivateFolder::make(std::filesystem::temp_directory_path());
        require(made.has_value(), "no folder");
        folder = std::make_unique<content::PrivateFolder>(std::move(*made));
        const std::array parts = {part};
        auto opened = store::Store::open(folder->path() / "hub.db", parts, store::Opening::create);
        require(opened.has_value(), "no database");
        store = std::move(*opened);
    }
    std::unique_ptr<content::PrivateFolder> folder{};
    std::unique_ptr<store::Store> store{};
};

}  // namespace fuzz
