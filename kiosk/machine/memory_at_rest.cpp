#include "kiosk/machine/memory_at_rest.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace kiosk {
namespace {

/// Where advice is due, and which. As long as that is collected, nothing is changed: the kernel's list is read in
/// parts.
struct Advice {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    int what = 0;
};

/// One mapping as /proc/PID/smaps (proc(5)) has it: "begin-end rwxp offset device inode name".
std::optional<Advice> advice_for(const std::string& line) {
    Advice advice;
    char access[5] = {};  // NOLINT(modernize-avoid-c-arrays): as sscanf writes it
    unsigned long inode = 0;
    int name_at = 0;
    // NOLINTNEXTLINE(cert-err34-c,cppcoreguidelines-pro-type-vararg): the kernel's own format, and every field is
    // counted
    const int fields = std::sscanf(line.c_str(), "%lx-%lx %4s %*x %*s %lu %n", &advice.begin, &advice.end, &access[0],
                                   &inode, &name_at);
    if (fields < 4) return std::nullopt;
    const std::string kind = &access[0];
    if (line.compare(static_cast<std::size_t>(name_at), std::string::npos, "[heap]") == 0) {
        advice.what = MADV_NOHUGEPAGE;
        return advice;
    }
    advice.what = MADV_DONTNEED;
    return inode != 0 && (kind == "r--p" || kind == "r-xp") ? std::optional(advice) : std::nullopt;
}

/// A page that is not the file's own any more (the linker wrote addresses there and forbade writing afterwards) would
/// be lost: mappings that have one stay as they are.
bool has_written_pages(const std::string& line) {
    return line.starts_with("Anonymous:") && line.find_first_of("123456789") != std::string::npos;
}

std::vector<Advice> find_advice() {
    std::vector<Advice> found;
    std::ifstream smaps("/proc/self/smaps");
    bool is_candidate = false;
    for (std::string line; std::getline(smaps, line);) {
        const bool is_key = !line.empty() && line.front() >= 'A' && line.front() <= 'Z';
        if (!is_key) {
            const auto advice = advice_for(line);
            if (advice) found.push_back(*advice);
            is_candidate = advice && advice->what == MADV_DONTNEED;
        } else if (is_candidate && has_written_pages(line)) {
            found.pop_back();
            is_candidate = false;
        }
    }
    return found;
}

}  // namespace

void give_back_memory() {
    malloc_trim(0);
    for (const Advice& advice : find_advice()) {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): as the kernel gives it
        ::madvise(reinterpret_cast<void*>(advice.begin), advice.end - advice.begin, advice.what);
    }
}

}  // namespace kiosk
