#pragma once

#include <cstddef>
#include <cstdint>

/// Every limit on bytes from outside, in one place, each with its reason.
namespace content::limits {

inline constexpr std::size_t source_file =
    2 * 1024 * 1024;                                 ///< a text a person edits; the longest calendar seen is 300 KB
inline constexpr std::size_t source_files = 20'000;  ///< 10,000 items and their translations fit
inline constexpr std::size_t source_total =
    256 * 1024 * 1024;                                  ///< all texts of a pack, which are held in memory at once
inline constexpr std::size_t photo = 32 * 1024 * 1024;  ///< a 24-megapixel JPEG of the best quality is 20 MB
inline constexpr std::size_t item = 256 * 1024;         ///< an item's canonical JSON, in all languages
inline constexpr std::size_t gist_words = 40;           ///< what a passer-by reads (SCENES.md 1.3)
inline constexpr std::size_t gist_words_hard = 60;
inline constexpr std::size_t gist_characters = 100;  ///< Chinese, which has no spaces to count words by
inline constexpr std::size_t gist_characters_hard = 150;
inline constexpr std::size_t headline_characters = 300;  ///< a longer text is no headline
inline constexpr std::size_t line_characters = 1000;     ///< a place, label or alternative text
inline constexpr std::size_t figures_shown = 3;          ///< a slide has room for three (SCENES.md 2.1)
inline constexpr std::size_t list = 200;                 ///< texts in one list of an item
inline constexpr std::size_t url = 2000;                 ///< longer does not fit any code
inline constexpr std::size_t url_in_code = 200;          ///< a QR code of version 10, the finest a phone reads from 2 m
inline constexpr std::size_t short_address = 40;  ///< as printed; more does not stand large on one line of a card
inline constexpr std::size_t shard =
    32 * 1024 * 1024;  ///< items of a release, unpacked; 40 of the largest in each of 256 shards
inline constexpr std::size_t release_targets = 20'000;     ///< 10,000 items with a photo each
inline constexpr int picture_side = 16'384;                ///< pixels, checked before decoding
inline constexpr std::size_t picture_pixels = 50'000'000;  ///< 50 MP decode to 200 MB

// The Update Framework. Metadata is read before its signature can be checked, so each file has its own cap.
inline constexpr std::size_t root_metadata = 512 * 1024;           ///< a dozen people's keys are 5 KB
inline constexpr std::size_t timestamp_metadata = 16 * 1024;       ///< one version and one hash; ours has 500 bytes
inline constexpr std::size_t snapshot_metadata = 2 * 1024 * 1024;  ///< 16,384 roles of 120 bytes
inline constexpr std::size_t targets_metadata = 5 * 1024 * 1024;   ///< 10,000 targets are 1.2 MB
inline constexpr int root_updates = 256;  ///< root versions per run: a screen that slept for years; ends a false chain
inline constexpr int delegated_roles = 32;         ///< visited per target; ours needs one
inline constexpr std::size_t listed_roles = 1024;  ///< when all targets are listed; ours has 17
inline constexpr std::size_t role_name = 80;       ///< percent-encoded three times as long, it still is a file name
inline constexpr std::size_t screen_profile = 64 * 1024;  ///< bytes of a screen.toml; one of 500 rooms has 40 KB
inline constexpr std::size_t json_depth = 32;             ///< metadata needs 7
inline constexpr std::size_t signatures = 64;             ///< per metadata file: each costs a verification

// A depot in one file, from a stick that anybody may have written.
inline constexpr std::size_t archive_files = 40'000;  ///< all targets of the largest release, and a year of roots
inline constexpr std::size_t archive_folders = 64;    ///< of those files; ours are in 4; a disk has few inodes
inline constexpr std::size_t archive_name = 400;      ///< bytes; "targets/photos/<hash>.<hash>" has 144
inline constexpr std::int64_t archive_total =
    4'000'000'000;  ///< bytes, unpacked, unless configured; 1,000 photos of 4 MB; what a FAT stick's file can hold
inline constexpr std::size_t tar_overhead = 4096;  ///< bytes per entry: two headers, an extended header, padding

// A cache that somebody else may have written: the display reads it.
inline constexpr std::size_t cache_row = 4 * 1024 * 1024;  ///< bytes; the words of the largest item in one language
inline constexpr std::uintmax_t cache_files =
    1024 * 1024 * 1024;  ///< bytes of the database and its log; 10,000 items in six languages have 60 MB
inline constexpr std::int64_t cache_items = 20'000;  ///< of a release: as many as a pack can hold

inline constexpr std::size_t text_block = 20'000;  ///< bytes laid out as one text: more than a screen can hold

// Importers. Each input ends within 5 s and 512 MiB, whatever it holds.
inline constexpr std::size_t import_source =
    8 * 1024 * 1024;  ///< decoded three times over while it is read; the largest schedule seen is 3 MB
inline constexpr std::size_t import_mail = 25 * 1024 * 1024;  ///< what mail servers carry, pictures included
inline constexpr std::size_t import_newsletter =
    256 * 1024;  ///< a newsletter has 20 KB; each paragraph is looked at a dozen times
inline constexpr std::size_t import_detection = 64 * 1024;  ///< bytes that tell an encoding by their letters
inline constexpr std::size_t import_html =
    512 * 1024;                                      ///< one text of a feed or mail; the parser's tree is 50 times that
inline constexpr int import_depth = 64;              ///< elements inside elements; RSS needs 4, frab 8, JSON 9
inline constexpr std::size_t import_items = 20'000;  ///< what a pack can hold
inline constexpr std::size_t import_occurrences = 2'000;  ///< of one recurring event: five years of every day
inline constexpr int import_recurrence_steps = 100'000;   ///< dates tried per rule: a rule may match none of millions
inline constexpr std::size_t import_recurrence_work =
    4'000'000;  ///< for all rules of a calendar, in quarters of a day tried: 900 series by the day over three years
inline constexpr std::size_t import_texts = 32 * 1024 * 1024;  ///< bytes of all texts made of one source
inline constexpr std::size_t import_findings = 500;            ///< more would help nobody; the rest is counted
inline constexpr std::size_t import_description = 20'000;      ///< bytes of an event's description that are kept

// kiosk-signer.
inline constexpr std::size_t signer_request = targets_metadata + 64 * 1024;  ///< the largest metadata, and who approved
inline constexpr std::size_t signer_answer = 64 * 1024;  ///< the versions of 20 roles have 500 bytes
inline constexpr std::size_t approval = 4096;            ///< one file; ours has 500 bytes
inline constexpr std::size_t approvals = 16;             ///< of one release: each costs a verification
inline constexpr std::size_t signer_keys = 16;  ///< in one folder; a signer has one, and another while it changes
inline constexpr std::size_t signing_log = 512 * 1024 * 1024;  ///< read as a whole at each start; a year has 2 MB
inline constexpr std::size_t signing_log_line = 16 * 1024;     ///< an entry has 500 bytes

// The agent.
inline constexpr std::size_t etag = 200;  ///< sent back with the next question; servers' have 20 characters
inline constexpr std::size_t headers =
    64 * 1024;  ///< bytes of all headers and trailers of one answer, redirects included; servers' have 1 KB
inline constexpr std::size_t error_page = 64 * 1024;    ///< read and thrown away, so that the connection can be kept
inline constexpr std::size_t event_line = 16 * 1024;    ///< of a stream of events; ours have 20 bytes
inline constexpr std::size_t report_answer = 4 * 1024;  ///< of a hub to a report; ours have 300 bytes
inline constexpr std::size_t state_record = 64 * 1024;  ///< what the agent wrote about itself; 500 bytes

// What the kernel says about the machine: names in it come from whatever somebody plugs in.
inline constexpr std::size_t kernel_file = 64 * 1024;  ///< 255 blocks of EDID have 32 KB, most others one line
inline constexpr std::size_t kernel_entries = 1000;    ///< looked at per folder; a machine has a dozen of each kind
inline constexpr std::size_t device_name = 60;         ///< bytes of a name that are told
inline constexpr std::size_t processes = 40'000;       ///< looked into for who has a card open; the kernel's own limit

// The panel, which a cable brings.
inline constexpr int min_panel_side = 320;        ///< below, no text can keep its least size
inline constexpr int max_panel_side = 8192;       ///< of a picture; 8K has 7,680
inline constexpr std::size_t connectors = 32;     ///< of one card; large ones have 6
inline constexpr std::size_t panel_modes = 256;   ///< of one connector; large panels tell of 60
inline constexpr std::size_t tried_modes = 8;     ///< before a panel is given up until it is plugged in again
inline constexpr std::size_t input_devices = 64;  ///< a touch frame, a keypad and what is plugged in for fun

}  // namespace content::limits
