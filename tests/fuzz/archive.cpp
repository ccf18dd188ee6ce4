// A depot in one file, from a stick: refused, or unpacked into its folder and nowhere else.
#include "content/depot/archive.h"
#include "content/base/private_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "content/base/zstd_stream.h"
#include "tests/fuzz/fuzz.h"

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    // Half of them as they are, half of them packed well, so that the tar inside is looked at.
    const bool packs = input.choose(2) == 1;
    std::string bytes(input.rest());
    if (packs) {
        std::string packed;
        content::ZstdPacker packer([&](std::string_view piece) {
            packed.append(piece);
            return content::Status();
        });
        fuzz::require(packer.add(input.rest()).has_value() && packer.finish().has_value(), "packing");
        bytes = std::move(packed);
    }
    const auto place = content::PrivateFolder::make(fs::temp_directory_path());
    if (!place) return 0;
    const fs::path file = place->path() / "file";
    const fs::path folder = place->path() / "folder";
    std::ofstream(file, std::ios::binary) << bytes;
    fs::create_directory(folder);
    constexpr std::int64_t total = 10'000'000;
    const auto facts = content::unpack_archive(file, folder, total);
    if (facts) fuzz::require(facts->bytes <= total, "more than allowed");
    std::size_t beside = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(place->path()))
        ++beside;
    fuzz::require(beside == 2, "something was put beside the folder");
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        fuzz::require(entry.is_directory() || (entry.is_regular_file() && !entry.is_symlink()), "not a file");
    return 0;
}
