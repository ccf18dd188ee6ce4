#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "content/base/sha256.h"
#include "content/depot/release.h"

/// A pack of "story-0", "story-1" ..., of which the first `photos` have a photo each: files in `media`, told in
/// `found`.
[[nodiscard]] inline content::Pack numbered_pack(int stories, int photos, const std::filesystem::path& media,
                                                 std::map<std::string, content::MediaFile>& found) {
    content::Pack pack;
    pack.edition.id = "csu-2024-01";
    pack.edition.title[content::Language::en] = "Highlights";
    pack.edition.languages = {content::Language::en};
    pack.edition.zone = "Europe/Vienna";
    std::filesystem::create_directories(media);
    for (int i = 0; i < stories; ++i) {
        content::Story story;
        story.id = "story-" + std::to_string(i);
        story.texts[content::Language::en] = {"Headline " + std::to_string(i), "Gist", "", "", ""};
        if (i < photos) {
            const std::string bytes = "photo " + std::to_string(i);
            const std::string name = std::to_string(i) + ".jpg";
            std::ofstream(media / name) << bytes;
            found[name] = {content::sha256(bytes), bytes.size()};
            story.photo = content::Photo{name, content::sha256(bytes), 0.5, 0.5, false, {}, "", {}};
        }
        pack.stories.push_back(story);
    }
    return pack;
}
