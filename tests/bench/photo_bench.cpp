// Importing photos against libjpeg: photo_bench [PHOTOS] [PROCESSES]. Makes its own photos of 24 megapixels.
#include <cstddef>
#include <cstdio>

#include <fmt/format.h>
#include <jpeglib.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "content/files.h"
#include "content/import/photo.h"
#include "content/import/photo_encode.h"
#include "content/import/photo_scale.h"
#include "content/limits.h"

namespace {

namespace fs = std::filesystem;
constexpr content::PictureSize camera{6000, 4000};
constexpr unsigned different = 4;

/// Shapes with soft edges under the grain of a sensor: about as many bytes as a camera's file.
std::vector<std::uint8_t> scene(unsigned seed) {
    std::vector<std::uint8_t> pixels;
    pixels.reserve(std::size_t{3} * 6000 * 4000);
    std::minstd_rand random(seed + 1);
    for (int y = 0; y < camera.height; ++y) {
        for (int x = 0; x < camera.width; ++x) {
            const double wave = std::sin(x * 0.011 * (seed + 1)) * std::cos(y * 0.017) * 70;
            const auto grain = static_cast<double>(random() % 40);
            for (const int tint : {0, 20, 45})
                pixels.push_back(static_cast<std::uint8_t>(100 + wave + grain + tint * y / camera.height));
        }
    }
    return pixels;
}

std::vector<std::uint8_t> decode_with_libjpeg(const std::string& file) {
    jpeg_decompress_struct reader{};
    jpeg_error_mgr errors{};
    reader.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&reader);
    jpeg_mem_src(&reader, reinterpret_cast<const unsigned char*>(file.data()), file.size());
    jpeg_read_header(&reader, TRUE);
    jpeg_start_decompress(&reader);
    const std::size_t pitch = std::size_t{3} * reader.output_width;
    std::vector<std::uint8_t> pixels(pitch * reader.output_height);
    while (reader.output_scanline < reader.output_height) {
        JSAMPROW row = &pixels[pitch * reader.output_scanline];
        jpeg_read_scanlines(&reader, &row, 1);
    }
    jpeg_finish_decompress(&reader);
    jpeg_destroy_decompress(&reader);
    return pixels;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Processor time, which other programs on the machine do not lengthen.
double computed(int whose) {
    rusage used{};
    getrusage(whose, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// Seconds a photo: reading, decoding with libjpeg, scaling and writing in this process, unconfined.
void measure_libjpeg(const fs::path& file, double& decoding, double& all) {
    const double start = computed(RUSAGE_SELF);
    const auto bytes = content::read_file(file, content::limits::photo);
    const auto pixels = decode_with_libjpeg(*bytes);
    decoding = computed(RUSAGE_SELF) - start;
    const content::PictureSize to = content::covering_size(camera, content::PhotoLimits().screen);
    std::vector<std::uint8_t> small(static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height) * 3);
    content::scale_down(pixels.data(), camera, content::Channels::rgb, to, small);
    if (!content::encode_jpeg(small, to)) std::abort();
    all = computed(RUSAGE_SELF) - start;
}

}  // namespace

int main(int count, char** arguments) {
    const int photos = count > 1 ? std::atoi(arguments[1]) : 300;
    const auto processes =
        count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : std::thread::hardware_concurrency();
    std::string name = (fs::temp_directory_path() / "photo-bench-XXXXXX").string();
    const fs::path folder = mkdtemp(name.data());
    std::vector<fs::path> files;
    for (unsigned i = 0; i < different; ++i) {
        files.push_back(folder / fmt::format("{}.jpg", i));
        std::ofstream(files.back(), std::ios::binary) << *content::encode_jpeg(scene(i), camera);
    }
    const auto size = fs::file_size(files.front());
    double decoding = 0;
    double all = 0;
    for (int i = 0; i < 3; ++i)
        measure_libjpeg(files.front(), decoding, all);
    std::vector<fs::path> wanted;
    for (int i = 0; i < photos; ++i)
        wanted.push_back(files[static_cast<std::size_t>(i) % different]);
    std::size_t written = 0;
    int refused = 0;
    const auto start = std::chrono::steady_clock::now();
    content::import_photos(wanted, {}, processes, [&](std::size_t, const content::Result<content::PreparedPhoto>& one) {
        written += one ? one->bytes.size() : 0;
        refused += one ? 0 : 1;
    });
    const double imported = seconds_since(start);
    fs::remove_all(folder);
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    const double own = computed(RUSAGE_CHILDREN) / photos;
    fmt::print("{} photos of 6000 x 4000 ({:.1f} MB) in {} processes: {:.1f} s; {:.0f} ms of a core each; {} refused\n",
               photos, static_cast<double>(size) / 1e6, processes, imported, own * 1000, refused);
    fmt::print("libjpeg decodes one in {:.0f} ms of a core; with the same scaling and writing {:.0f} ms\n",
               decoding * 1000, all * 1000);
    fmt::print("so a photo costs {:.2f} times as much as with libjpeg, unconfined\n", own / all);
    fmt::print("written: {:.1f} MB; most memory of one process: {} MiB\n", static_cast<double>(written) / 1e6,
               used.ru_maxrss / 1024);
}
