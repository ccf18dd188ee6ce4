// Importing photos against unconfined libjpeg, in turns, and the usual tools, on the same cores and files:
// photo_bench [PHOTOS] [PROCESSES]. Makes its own photos of 24 megapixels.
#include <cstddef>
#include <cstdio>

#include <fmt/format.h>
#include <jpeglib.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <span>
#include <thread>

#include "content/base/files.h"
#include "content/base/huge_pages.h"
#include "content/base/limits.h"
#include "content/import/photo/jpeg_reader.h"
#include "content/import/photo/photo_encode.h"
#include "content/import/photo/photo_planes.h"
#include "content/import/photo/photo_pool.h"
#include "content/import/photo/row_scaler.h"

namespace {

namespace fs = std::filesystem;
constexpr content::PictureSize camera{6000, 4000};
constexpr unsigned different = 4;
constexpr std::size_t tools = 4;  // photos for the slow ones
constexpr std::size_t turn = 20;  // photos

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

/// A JPEG file that libjpeg reads.
class Reader {
public:
    explicit Reader(const std::string& file) {
        reader_.err = jpeg_std_error(&errors_);
        jpeg_create_decompress(&reader_);
        jpeg_mem_src(&reader_, reinterpret_cast<const unsigned char*>(file.data()), file.size());
        jpeg_read_header(&reader_, TRUE);
    }
    ~Reader() { jpeg_destroy_decompress(&reader_); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// All rows as `colours` (JCS_RGB, JCS_EXT_RGBA), made smaller by libjpeg to `eighths` of the size (8: not at all).
    void read_rows(J_COLOR_SPACE colours, unsigned eighths, const std::function<void(const std::uint8_t*)>& take) {
        reader_.out_color_space = colours;
        reader_.scale_num = eighths;
        reader_.scale_denom = 8;
        jpeg_start_decompress(&reader_);
        std::vector<std::uint8_t> pixels(std::size_t{4} * reader_.output_width);
        while (reader_.output_scanline < reader_.output_height) {
            JSAMPROW row = pixels.data();
            jpeg_read_scanlines(&reader_, &row, 1);
            take(row);
        }
        jpeg_finish_decompress(&reader_);
    }

private:
    jpeg_decompress_struct reader_{};
    jpeg_error_mgr errors_{};
};

// What a program without any of our care does: one process a core, unconfined, photo after photo.

const content::PictureSize result = content::covering_size(camera, content::PhotoLimits().screen);

void must_finish(content::JpegWriter& writer) {
    if (!writer.finish()) std::abort();
}

/// Through red, green and blue, as programs do.
void prepare_in_rgb(const std::string& file) {
    content::JpegWriter writer(result);
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(result.width) * 3);
    content::RowScaler scaler(camera, result, [&](std::span<const std::uint8_t> row) {
        for (std::size_t x = 0; x < rgb.size() / 3; ++x)
            std::copy_n(row.data() + x * 4, 3, rgb.data() + x * 3);
        writer.add(rgb.data());
    });
    Reader(file).read_rows(JCS_EXT_RGBA, 8, [&](const std::uint8_t* row) { scaler.add(row); });
    must_finish(writer);
}

/// With our reading and scaling of planes.
void prepare_in_planes(const std::string& file) {
    content::JpegReader reader(file, content::PhotoLimits().memory);
    const auto picture = reader.begin();
    if (!picture) std::abort();
    content::PlanesScaler scaler(*picture, 1, result);
    const auto read = reader.read([&](std::size_t plane, const std::uint8_t* row) { scaler.add(plane, row); });
    if (!read) std::abort();
    const content::JpegBands bands{result};
    content::JpegWriter writer(bands);
    std::vector<std::uint8_t> band;
    content::send_bands(scaler.take_upright(), [&](std::span<const std::uint8_t> rows) {
        band.insert(band.end(), rows.begin(), rows.end());
        if (band.size() < bands.bytes()) return;
        writer.add(band.data());
        band.clear();
    });
    must_finish(writer);
}

/// To five eighths, which libjpeg does while it decodes: near to what is wanted, and less work.
void prepare_in_eighths(const std::string& file) {
    content::JpegWriter writer(content::PictureSize{camera.width * 5 / 8, camera.height * 5 / 8});
    Reader(file).read_rows(JCS_RGB, 5, [&](const std::uint8_t* row) { writer.add(row); });
    must_finish(writer);
}

void in_processes(std::size_t count, unsigned processes, const std::function<void(std::size_t)>& work) {
    for (unsigned process = 0; process < processes; ++process) {
        if (fork() != 0) continue;
        content::set_up_heap(16 * content::huge_page, 44 * content::huge_page);  // as import does
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

/// Whether `program` is there, and calls itself `name`.
bool is_installed(const std::string& program, const std::string& name) {
    return std::system((program + " --version 2>/dev/null | grep -q " + name).c_str()) ==
           0;  // NOLINT: arguments of ours
}

/// Seconds by the clock, and of processors.
struct Cost {
    double waited = 0;
    double computed = 0;

    Cost& operator+=(const Cost& other) {
        waited += other.waited;
        computed += other.computed;
        return *this;
    }
};

Cost measure(const std::function<void()>& work) {
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
    return {waited.count(), computed() - before};
}

/// `cost` and `ours` of each photo.
void print(const char* what, const Cost& cost, const Cost& ours) {
    fmt::print("{:<58} {:>8.0f} {:>8.0f} {:>9.2f}\n", what, cost.waited * 1000, cost.computed * 1000,
               cost.waited / ours.waited);
}

Cost divided(const Cost& cost, std::size_t photos) {
    return {cost.waited / static_cast<double>(photos), cost.computed / static_cast<double>(photos)};
}

struct Contender {
    const char* name;
    void (*prepare)(const std::string& file);
    Cost cost{};
};

}  // namespace

int main(int count, char** arguments) {
    const auto photos = static_cast<std::size_t>(count > 1 ? std::atoi(arguments[1]) : 300);
    const auto processes =
        count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : std::thread::hardware_concurrency();
    std::string name = (fs::temp_directory_path() / "photo-bench-XXXXXX").string();
    const fs::path folder = mkdtemp(name.data());
    std::vector<fs::path> files;
    for (unsigned i = 0; i < different; ++i)
        files.push_back(folder / fmt::format("{}.jpg", i));
    // In processes whose memory does not count (wait(2)): only what importing needs is told below.
    signal(SIGCHLD, SIG_IGN);
    in_processes(different, processes, [&](std::size_t i) {
        std::ofstream(files[i], std::ios::binary) << *content::encode_jpeg(scene(static_cast<unsigned>(i)), camera);
    });
    signal(SIGCHLD, SIG_DFL);
    std::vector<fs::path> wanted;
    for (std::size_t i = 0; i < photos; ++i)
        wanted.push_back(files[i % different]);
    std::size_t written = 0;
    std::size_t refused = 0;
    Cost ours;
    std::array<Contender, 3> others{{{"the same, unconfined", prepare_in_planes},
                                     {"libjpeg-turbo unconfined, scaling in RGB", prepare_in_rgb},
                                     {"libjpeg-turbo scaling by itself to 5/8, 3750 x 2500", prepare_in_eighths}}};
    rusage used{};
    // In turns: a machine that is shared is not always as fast.
    for (std::size_t begin = 0; begin < photos; begin += turn) {
        const std::span part = std::span(wanted).subspan(begin, std::min(turn, photos - begin));
        ours += measure([&] {
            content::import_photos({part.begin(), part.end()}, {}, processes, [&](std::size_t, const auto& photo) {
                written += photo ? photo->bytes.size() : 0;
                refused += photo ? 0 : 1;
            });
        });
        if (begin == 0) getrusage(RUSAGE_CHILDREN, &used);  // the others' memory is not ours
        for (Contender& other : others) {
            other.cost += measure([&] {
                in_processes(part.size(), processes, [&](std::size_t i) {
                    other.prepare(*content::read_file(part[i], content::limits::photo));
                });
            });
        }
    }
    ours = divided(ours, photos);
    rusage own{};
    getrusage(RUSAGE_SELF, &own);
    fmt::print("{} photos of 6000 x 4000, {:.1f} MB each, in {} processes; {} refused, {:.1f} MB written\n", photos,
               static_cast<double>(fs::file_size(files.front())) / 1e6, processes, refused,
               static_cast<double>(written) / 1e6);
    fmt::print("{:<58} {:>8} {:>8} {:>9}\n", "milliseconds a photo", "clock", "core", "to import");
    print("import: libjpeg-turbo confined, scaling, libjpeg writes", ours, ours);
    for (const Contender& other : others)
        print(other.name, divided(other.cost, photos), ours);
    const std::vector<fs::path> few(wanted.begin(),
                                    wanted.begin() + static_cast<std::ptrdiff_t>(std::min(photos, tools)));
    const auto with_tool = [&](const char* program, const char* called, const std::string& command) {
        if (is_installed(program, called))
            print(called, divided(measure([&] { in_shells(few, processes, command); }), few.size()), ours);
    };
    const std::string out = (folder / "out-$$.jpg").string();
    with_tool("vipsthumbnail", "vips",
              "VIPS_CONCURRENCY=1 vipsthumbnail {} --size 3840x2560 -o " + out + "[Q=85,optimize-coding,strip]");
    with_tool("convert", "ImageMagick", "convert -limit thread 1 {} -resize 3840x2560 -strip -quality 85 " + out);
    fs::remove_all(folder);
    fmt::print("import's most memory in one process: {} MiB; in the one that gathers: {} MiB\n", used.ru_maxrss / 1024,
               own.ru_maxrss / 1024);
}
