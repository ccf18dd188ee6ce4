#pragma once

#include <string>
#include <vector>

#include "sync/console/html.h"

/// The files that pages need besides themselves: our own sheet, two scripts, one icon. They are built into the hub, and
/// their names have their hash, so that browsers may keep them for ever.
namespace console {

struct PageFile {
    std::string name{};  ///< "console.5f0c0b1e9a2d.css", below /console/
    std::string type{};  ///< as "Content-Type" has it
    std::string bytes{};
};

struct PageFiles {
    PageFile sheet{};
    PageFile script{};
    PageFile passkey_script{};
    PageFile icon{};

    [[nodiscard]] std::vector<const PageFile*> all() const { return {&sheet, &script, &passkey_script, &icon}; }
};

/// All of them, made once.
[[nodiscard]] const PageFiles& page_files();
[[nodiscard]] Path path_of(const PageFile& file);

/// The sheet's first rules: colours of the themes of tokens.json as custom properties, light, dark, and as the person's
/// system wants it.
[[nodiscard]] std::string token_rules(const std::string& tokens_json);

}  // namespace console
