# The pages by R Markdown as Word files: Rscript report.R FOLDER OUT
asked <- commandArgs(trailingOnly = TRUE)
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
for (page in Sys.glob(file.path(asked[1], "page_*.json"))) {
  rmarkdown::render(
    file.path(here, "report.Rmd"),
    params = list(page = normalizePath(page), places = normalizePath(file.path(asked[1], "places.json"))),
    output_file = sub("json$", "docx", basename(page)),
    output_dir = asked[2], intermediates_dir = asked[2], envir = new.env(), quiet = TRUE
  )
}
