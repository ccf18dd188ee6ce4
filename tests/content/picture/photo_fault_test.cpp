#include "content/picture/photo_fault.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/content/import/photo/pictures.h"

using content::photo_fault;

namespace {

bool has_fault(const std::string& bytes, std::string_view words) {
    const auto fault = photo_fault(bytes);
    return fault && fault->find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("photo fault: a good photo has none, whatever its form") {
    const auto picture = pictures::noise({800, 600}, 1);
    CHECK_FALSE(photo_fault(pictures::jpeg_of(picture)));
    CHECK_FALSE(photo_fault(pictures::progressive_jpeg_of(picture)));
    CHECK_FALSE(photo_fault(pictures::png_of(picture)));
    CHECK_FALSE(photo_fault(pictures::with_exif(pictures::jpeg_of(picture), 6)));
}

TEST_CASE("photo fault: random bytes, cut files and tiny pictures are told") {
    std::mt19937 random(5);
    std::string rubbish;
    for (int i = 0; i < 5000; ++i)
        rubbish += static_cast<char>(random() % 256);
    CHECK(has_fault(rubbish, "screens cannot read it"));
    CHECK(has_fault("", "screens cannot read it"));
    CHECK(has_fault("\xFF\xD8\xFF\xE0" + rubbish, "screens cannot read it"));
    CHECK(has_fault(pictures::png_of(pictures::quarters({8, 8})), "it has 8 x 8 pixels"));
    CHECK(has_fault(pictures::jpeg_of(pictures::quarters({1600, 200})), "it has 1600 x 200 pixels"));
    const std::string whole = pictures::jpeg_of(pictures::noise({800, 600}, 2));
    CHECK(has_fault(whole.substr(0, whole.size() / 2), "end is missing"));
    const std::string png = pictures::png_of(pictures::noise({800, 600}, 3));
    CHECK(photo_fault(png.substr(0, png.size() / 2)).has_value());
}
