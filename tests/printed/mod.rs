//! A document printed as a PDF: in a font whose letters are all as wide, on pages with headers and numbers.

use claim_audit::document::{Block, BlockKind, Document};

const LEFT: usize = 57;
const TOP: usize = 780;
const BOTTOM: usize = 70;

/// The document as a PDF.
pub fn pdf(document: &Document<'_>) -> Vec<u8> {
    let mut printer = Printer { pages: Vec::new(), y: 0 };
    let mut row: Vec<&Block<'_>> = Vec::new();
    let mut place = None;
    for block in &document.blocks {
        let cell = if let BlockKind::Cell { table, row, .. } = block.kind { Some((table, row)) } else { None };
        if place != cell && !row.is_empty() {
            printer.row(&document.blocks, &row);
            row.clear();
        }
        place = cell;
        if cell.is_some() {
            row.push(block);
            continue;
        }
        let text = block.prose.text().split_whitespace().collect::<Vec<_>>().join(" ");
        match block.kind {
            BlockKind::Title => printer.paragraph(&text, 18),
            BlockKind::Heading(_) => printer.paragraph(&text, 13),
            BlockKind::ListItem => printer.paragraph(&format!("• {text}"), 10),
            _ => printer.paragraph(&text, 10),
        }
    }
    if !row.is_empty() {
        printer.row(&document.blocks, &row);
    }
    file(&printer.pages)
}

struct Printer {
    /// The drawing orders of the pages.
    pages: Vec<Vec<u8>>,
    y: usize,
}

impl Printer {
    /// A line further down, on the next page if there is no room.
    fn advance(&mut self, by: usize) {
        if self.pages.is_empty() || self.y < BOTTOM + by {
            self.pages.push(Vec::new());
            let number = self.pages.len();
            self.show(LEFT, 815, 8, "Press office");
            self.show(300, 40, 8, &number.to_string());
            self.y = TOP;
        } else {
            self.y -= by;
        }
    }

    /// A line that needs no room of its own is one that the paragraph goes on with.
    fn show(&mut self, x: usize, y: usize, size: usize, text: &str) {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        if let Some(page) = self.pages.last_mut() {
            page.extend(format!("BT /F1 {size} Tf {x} {y} Td <{hex}> Tj ET\n").into_bytes());
        }
    }

    fn paragraph(&mut self, text: &str, size: usize) {
        // Each letter is three fifths of the size wide.
        let width = 480 * 5 / (size * 3);
        let mut line = String::new();
        let mut lead = size * 2;
        for word in text.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                self.advance(lead);
                self.show(LEFT, self.y, size, &line);
                lead = size * 6 / 5;
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.advance(lead);
        self.show(LEFT, self.y, size, &line);
    }

    /// A row of a table: the columns are as wide as the longest of their cells.
    fn row(&mut self, blocks: &[Block<'_>], row: &[&Block<'_>]) {
        const SIZE: usize = 7;
        let BlockKind::Cell { table, row: number, .. } = row[0].kind else { return };
        let width = |wanted: u32| {
            let cells = blocks.iter().filter(
                |block| matches!(block.kind, BlockKind::Cell { table: other, column, .. } if other == table && column == wanted),
            );
            cells.map(|block| block.prose.text().chars().count()).max().unwrap_or(0) * SIZE * 3 / 5 + 14
        };
        self.advance(if number == 0 { 2 * SIZE } else { SIZE * 3 / 2 });
        for cell in row {
            let BlockKind::Cell { column, .. } = cell.kind else { continue };
            let x = LEFT + (0..column).map(width).sum::<usize>();
            self.show(x, self.y, SIZE, cell.prose.text());
        }
    }
}

/// A file of these pages.
fn file(pages: &[Vec<u8>]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect::<Vec<_>>().concat();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (number, page) in pages.iter().enumerate() {
        let content = 5 + 2 * number;
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {content} 0 R>>")
                .into_bytes(),
        );
        objects.push([format!("<</Length {}>>stream\n", page.len()).as_bytes(), page, b"endstream"].concat());
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj", number + 1).into_bytes());
        out.extend(object);
        out.extend(b"endobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    out.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).into_bytes());
    out
}
