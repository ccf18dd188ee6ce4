// Importing photos against libjpeg and the usual tools, one after another on the same cores and files:
// photo_bench [PHOTOS] [PROCESSES]. Makes its own photos of 24 megapixels.
#include <cstddef>
#include <cstdio>

#include <fmt/format.h>
#include <jpeglib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <thread>

#include "content/files.h"
#include "content/import/photo.h"
#include "content/import/photo_encode.h"
#include "content/import/photo_scale.h"
#include "content/limits.h"
#include "content/picture/decode.h"

namespace {

namespace fs = std::filesystem;
constexpr content::PictureSize camera{6000, 4000};
constexpr unsigned different = 4;
constexpr std::size_t tools = 4;  // photos for the slow ones

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

/// All rows of a photo, made smaller by libjpeg to `eighths` of its size while it decodes (8: not at all).
void decode_with_libjpeg(const std::string& file, unsigned eighths, const content::TakeRow& take) {
    jpeg_decompress_struct reader{};
    jpeg_error_mgr errors{};
    reader.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&reader);
    jpeg_mem_src(&reader, reinterpret_cast<const unsigned char*>(file.data()), file.size());
    jpeg_read_header(&reader, TRUE);
    reader.out_color_space = JCS_EXT_RGBX;
    reader.scale_num = eighths;
    reader.scale_denom = 8;
    jpeg_start_decompress(&reader);
    std::vector<std::uint8_t> pixels(std::size_t{4} * reader.output_width);
    while (reader.output_scanline < reader.output_height) {
        JSAMPROW row = pixels.data();
        jpeg_read_scanlines(&reader, &row, 1);
        take(row);
    }
    jpeg_finish_decompress(&reader);
    jpeg_destroy_decompress(&reader);
}

/// What a program without any of our care does: one process a core, unconfined, photo after photo.
void prepare_with_libjpeg(const fs::path& file, unsigned eighths) {
    const auto bytes = content::read_file(file, content::limits::photo);
    const auto scaled = [&](int side) { return (side * static_cast<int>(eighths) + 7) / 8; };
    const content::PictureSize from{scaled(camera.width), scaled(camera.height)};
    const content::PictureSize to = content::covering_size(from, content::PhotoLimits().screen);
    content::JpegWriter writer(to);
    content::RowScaler scaler(from, to, content::Channels::rgb,
                              [&](std::span<const std::uint8_t> row) { writer.add(row.data()); });
    decode_with_libjpeg(*bytes, eighths, [&](const std::uint8_t* row) { scaler.add(row); });
    if (!writer.finish()) std::abort();
}

void in_processes(std::size_t count, unsigned processes, const std::function<void(std::size_t)>& work) {
    for (unsigned process = 0; process < processes; ++process) {
        if (fork() != 0) continue;
        for (std::size_t i = process; i < count; i += processes)
            work(i);
        _exit(0);
    }
    while (wait(nullptr) > 0) {
    }
}

/// A shell's command for each file, `processes` at a time.
void in_shells(const std::vector<fs::path>& files, unsigned processes, const std::string& command) {
    const std::string line = fmt::format("xargs -P {} -I{{}} sh -c '{}'", processes, command);
    FILE* shell = popen(line.c_str(), "w");
    for (const fs::path& file : files)
        fmt::print(shell, "{}\n", file.string());
    pclose(shell);
}

bool is_installed(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;  // NOLINT: its argument is in this file
}

/// Seconds by the clock, and of processors, for each of `photos`.
struct Cost {
    double waited = 0;
    double computed = 0;
};

Cost measure(std::size_t photos, const std::function<void()>& work) {
    const auto computed = [] {
        rusage used{};
        getrusage(RUSAGE_CHILDREN, &used);
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return seconds(used.ru_utime) + seconds(used.ru_stime);
    };
    const double before = computed();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - start;
    const auto count = static_cast<double>(photos);
    return {waited.count() / count, (computed() - before) / count};
}

void print(const char* what, const Cost& cost, const Cost& ours) {
    fmt::print("{:<58} {:>8.0f} {:>8.0f} {:>9.2f}\n", what, cost.waited * 1000, cost.computed * 1000,
               cost.waited / ours.waited);
}

}  // namespace

int main(int count, char** arguments) {
    const auto photos = static_cast<std::size_t>(count > 1 ? std::atoi(arguments[1]) : 300);
    const auto processes =
        count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : std::thread::hardware_concurrency();
    std::string name = (fs::temp_directory_path() / "photo-bench-XXXXXX").string();
    const fs::path folder = mkdtemp(name.data());
    std::vector<fs::path> files;
    for (unsigned i = 0; i < different; ++i) {
        files.push_back(folder / fmt::format("{}.jpg", i));
        std::ofstream(files.back(), std::ios::binary) << *content::encode_jpeg(scene(i), camera);
    }
    std::vector<fs::path> wanted;
    for (std::size_t i = 0; i < photos; ++i)
        wanted.push_back(files[i % different]);
    std::size_t written = 0;
    std::size_t refused = 0;
    const Cost ours = measure(photos, [&] {
        content::import_photos(wanted, {}, processes, [&](std::size_t, const auto& photo) {
            written += photo ? photo->bytes.size() : 0;
            refused += photo ? 0 : 1;
        });
    });
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    rusage own{};
    getrusage(RUSAGE_SELF, &own);
    fmt::print("{} photos of 6000 x 4000, {:.1f} MB each, in {} processes; {} refused, {:.1f} MB written\n", photos,
               static_cast<double>(fs::file_size(files.front())) / 1e6, processes, refused,
               static_cast<double>(written) / 1e6);
    fmt::print("{:<58} {:>8} {:>8} {:>9}\n", "milliseconds a photo", "clock", "core", "to import");
    print("import: stb_image confined, scaling, libjpeg writes", ours, ours);
    const auto with_libjpeg = [&](unsigned eighths) {
        return measure(photos, [&] {
            in_processes(photos, processes, [&](std::size_t i) { prepare_with_libjpeg(wanted[i], eighths); });
        });
    };
    print("libjpeg-turbo unconfined, the same scaling and writing", with_libjpeg(8), ours);
    print("libjpeg-turbo scaling by itself to 5/8, 3750 x 2500", with_libjpeg(5), ours);
    const std::vector<fs::path> few(wanted.begin(),
                                    wanted.begin() + static_cast<std::ptrdiff_t>(std::min(photos, tools)));
    const auto with_tool = [&](const char* program, const char* what, const std::string& command) {
        if (is_installed(program)) print(what, measure(few.size(), [&] { in_shells(few, processes, command); }), ours);
    };
    const std::string out = (folder / "out-$$.jpg").string();
    with_tool("vipsthumbnail", "vipsthumbnail",
              "VIPS_CONCURRENCY=1 vipsthumbnail {} --size 3840x2560 -o " + out + "[Q=85,optimize-coding,strip]");
    with_tool("convert", "ImageMagick", "convert -limit thread 1 {} -resize 3840x2560 -strip -quality 85 " + out);
    fs::remove_all(folder);
    fmt::print("import's most memory in one process: {} MiB; in the one that gathers: {} MiB\n", used.ru_maxrss / 1024,
               own.ru_maxrss / 1024);
}
